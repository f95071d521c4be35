// SPDX-License-Identifier: Apache-2.0

/** How a command leaves the list that it stands in: thrown, since they leave several levels. @module */

/** The shell ends. */
export class Exit {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** The function ends. */
export class Return {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

/** A loop ends, or begins its next round. */
export class LoopJump {
  readonly kind: "break" | "continue";
  /** How many loops there are to leave. */
  readonly levels: number;

  constructor(kind: "break" | "continue", levels: number) {
    this.kind = kind;
    this.levels = levels;
  }
}
