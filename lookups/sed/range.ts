// SPDX-License-Identifier: Apache-2.0

/** Which lines a command is for (sed/execute.c: match_address_p). @module */
import type { Address, Command } from "./script.ts";

/** The line at hand. */
export interface Place {
  /** Its number. */
  readonly number: number;
  /** Whether it is the last, which is found out only where it is asked. */
  readonly isLast: boolean;
}

/** Whether the line at hand matches a pattern. */
export type Matches = (pattern: Extract<Address, { kind: "pattern" }>["pattern"]) => boolean;

/** The range of one command, and whether it is open. */
export class Range {
  readonly #command: Command;
  #state: "inactive" | "active" | "closed" = "inactive";
  /** The line at which a counted range ends. */
  #end = 0;

  constructor(command: Command) {
    this.#command = command;
    this.reset();
  }

  /** Begins anew; `0,/x/` is open from the start. */
  reset(): void {
    const { first } = this.#command;
    this.#state = first?.kind === "line" && first.line === 0 ? "active" : "inactive";
  }

  /** Whether lines follow that belong to it. */
  get isActive(): boolean {
    return this.#state === "active";
  }

  /** Whether the command is for the line at hand. */
  holds(place: Place, matches: Matches): boolean {
    const { first, second } = this.#command;
    if (!first) return true;
    if (this.#state !== "active") {
      if (!second) return this.#matches(first, place, matches);
      if (first.kind === "line") {
        if (this.#state === "closed" || place.number < first.line) return false;
      } else if (!this.#matches(first, place, matches)) {
        return false;
      }
      this.#state = "active";
      if (second.kind === "pattern") return true;
      if (second.kind === "line") {
        if (place.number >= second.line) this.#state = "closed";
        return place.number <= second.line || this.#matches(first, place, matches);
      }
      if (second.kind === "count" || second.kind === "multiple") {
        const { count } = second;
        this.#end = place.number +
          (second.kind === "count" ? count : count - place.number % count);
        return true;
      }
    }
    if (second!.kind === "line") {
      if (place.number >= second!.line) this.#state = "closed";
      return place.number <= second!.line;
    }
    if (this.#matches(second!, place, matches)) this.#state = "closed";
    return true;
  }

  #matches(address: Address, place: Place, matches: Matches): boolean {
    const { number } = place;
    switch (address.kind) {
      case "none":
        return true;
      case "line":
        return number === address.line;
      case "step":
        return number >= address.line && (number - address.line) % address.step === 0;
      case "last":
        return place.isLast;
      case "pattern":
        return matches(address.pattern);
      default:
        return this.#end <= number;
    }
  }
}
