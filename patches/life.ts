// SPDX-License-Identifier: Apache-2.0

/**
 * The life of a child that never was: it has done its work when the event loop comes to it, unless a
 * signal was faster.
 *
 * @module
 */
import { effectOf, signalNumber } from "./signals.ts";

/** What can be done to such a child. */
export interface Life {
  /** Whether it has ended. */
  readonly isOver: boolean;
  /** Sends it a signal by its number. */
  kill(signal: number): void;
  /** Makes the program wait for its end, as it does from the start. */
  ref(): void;
  /** Lets the program end before. */
  unref(): void;
}

/** A program may replace its timers, for a test, and still wait for its children. */
const { setTimeout: start, clearTimeout: cancel, setImmediate: startSoon } = globalThis;
const forever = 2 ** 31 - 1;
const sigkill = signalNumber("SIGKILL");

/** Starts a life; `end` is called once, with the signal that ended it. */
export function live(end: (signal: number | undefined) => void): Life {
  let isOver = false;
  let isHeld = true;
  let isStopped = false;
  /** What keeps the program alive as long as a stopped child would. */
  let parked: Timer | undefined;
  let deadly: number | undefined;
  let timer: Timer;

  function schedule(): void {
    timer = soon(() => {
      if (isStopped && deadly === undefined) {
        timer = parked = start(() => {}, forever) as unknown as Timer;
        return hold(timer, isHeld);
      }
      isOver = true;
      end(deadly);
    });
    hold(timer, isHeld);
  }

  function wake(): void {
    isStopped = false;
    if (parked === undefined) return;
    cancel(parked as never);
    parked = undefined;
    schedule();
  }

  schedule();
  return {
    get isOver() {
      return isOver;
    },
    kill(signal) {
      if (isOver) return;
      const effect = effectOf(signal);
      if (effect === "ends") deadly ??= signal;
      if (effect === "stops") isStopped = true;
      // any other signal waits until a stopped child goes on
      if (effect === "continues" || signal === sigkill) wake();
    },
    ref() {
      isHeld = true;
      hold(timer, isHeld);
    },
    unref() {
      isHeld = false;
      hold(timer, isHeld);
    },
  };
}

interface Timer {
  ref(): unknown;
  unref(): unknown;
}

function soon(callback: () => void): Timer {
  return ("Bun" in globalThis ? startSoon(callback) : start(callback, 0)) as unknown as Timer;
}

function hold(timer: Timer, isHeld: boolean): void {
  if ("Bun" in globalThis) isHeld ? timer.ref() : timer.unref();
  // in some versions, a timer of Deno's is a number
  else isHeld ? Deno.refTimer(timer as never) : Deno.unrefTimer(timer as never);
}
