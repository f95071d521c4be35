// SPDX-License-Identifier: Apache-2.0

/** What ends a program with a message, and status 2. @module */

/** Ends a program; a message of mawk's own. */
export class Failure {
  /** The words after the command's name. */
  readonly message: string;

  /** Creates it. */
  constructor(message: string) {
    this.message = message;
  }
}

/** An error of the program, which mawk tells together with where the input was. */
export class RunTimeError extends Failure {}
