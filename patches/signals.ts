// SPDX-License-Identifier: Apache-2.0

/** The signals of Linux: signal(7), with the numbers of all its machines that have a runtime. @module */

/** By number, from 1. */
const names =
  ("HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT " +
    "STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS").split(" ");
const aliases: ReadonlyMap<string, string> = new Map([
  ["SIGIOT", "SIGABRT"],
  ["SIGPOLL", "SIGIO"],
  ["SIGUNUSED", "SIGSYS"],
]);

/** What a signal does to a program that does not handle it. */
export type Effect = "ends" | "stops" | "continues" | "nothing";

/** The greatest number that has a name; those above are real-time signals. */
export const lastSignal: number = names.length;

/** A signal's name; undefined for what is none. */
export function signalName(number: number): string | undefined {
  const name = names[number - 1];
  return name === undefined ? undefined : `SIG${name}`;
}

/** A signal's number; undefined for what is no name of one. */
export function signalNumber(name: string): number | undefined {
  const known = aliases.get(name) ?? name;
  const index = names.findIndex((each) => known === `SIG${each}`);
  return index < 0 ? undefined : index + 1;
}

/** What a signal does. */
export function effectOf(number: number): Effect {
  switch (signalName(number)) {
    case "SIGCHLD":
    case "SIGURG":
    case "SIGWINCH":
      return "nothing";
    case "SIGCONT":
      return "continues";
    case "SIGSTOP":
    case "SIGTSTP":
    case "SIGTTIN":
    case "SIGTTOU":
      return "stops";
    default:
      return number === 0 ? "nothing" : "ends";
  }
}
