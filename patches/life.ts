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
const { setTimeout: start, clearTimeout: cancel } = globalThis;
const forever = 2 ** 31 - 1;
const kill = signalNumber("SIGKILL");

/** Starts a life; `end` is called once, with the signal that ended it. */
export function live(end: (signal: number | undefined) => void): Life {
  let isOver = false;
  let isHeld = true;
  let isStopped = false;
  let deadly: number | undefined;
  let timer: ReturnType<typeof start> | undefined;

  function schedule(): void {
    if (timer !== undefined) cancel(timer);
    timer = start(() => {
      isOver = true;
      end(deadly);
    }, isStopped ? forever : 0);
    hold();
  }

  function hold(): void {
    if (timer === undefined) return;
    if ("Bun" in globalThis) isHeld ? timer.ref() : timer.unref();
    // in some versions, a timer of Deno's is a number
    else isHeld ? Deno.refTimer(timer as never) : Deno.unrefTimer(timer as never);
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
      // what has been told to end does not stop any more
      const stops = effect === "stops" && deadly === undefined;
      const wakes = effect === "continues" || signal === kill;
      if (!stops && !wakes || isStopped === stops) return;
      isStopped = stops;
      schedule();
    },
    ref() {
      isHeld = true;
      hold();
    },
    unref() {
      isHeld = false;
      hold();
    },
  };
}
