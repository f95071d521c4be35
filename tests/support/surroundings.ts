// SPDX-License-Identifier: Apache-2.0

/** Random environments and working directories, in which the same command means another. @module */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { linkedTree } from "./linked_tree.ts";
import type { Dice } from "./random.ts";

/** What surrounds a command. */
export interface RandomSurroundings {
  /** The whole environment, in the order of the names. */
  readonly env: Record<string, string>;
  /** The working directory. */
  readonly cwd: string;
}

/** A tree of links that everybody may search, with commands of the user's own beside it. */
export class Playground {
  /** Where it lies; the caller removes it. */
  readonly root: string = linkedTree();

  /** Makes it, with a program of each of the given names in `shadow`, and a file in `plain`. */
  constructor(names: readonly string[]) {
    chmodSync(this.root, 0o755);
    for (const [folder, mode] of [["shadow", 0o755], ["plain", 0o644]] as const) {
      mkdirSync(join(this.root, folder));
      for (const name of names) {
        const file = join(this.root, folder, name);
        writeFileSync(file, "#!/bin/sh\necho the user meant another\n");
        chmodSync(file, mode);
      }
    }
  }

  /** Surroundings in which few commands are the user's own. */
  surround(dice: Dice): RandomSurroundings {
    const cwd = dice.pick([this.root, this.root, join(this.root, "folder-link"), "/", "/usr/bin"]);
    const variables = {
      HOME: dice.pick([undefined, "/root", "/", ""]),
      LANG: dice.once(12) ? "en_US.UTF-8" : dice.pick([undefined, undefined, "C", "C.UTF-8", ""]),
      LANGUAGE: dice.once(30) ? "de" : undefined,
      LC_ALL: dice.pick(
        dice.once(8) ? ["C.utf8", "xx_XX"] : [undefined, "C", "POSIX", "C.UTF-8", ""],
      ),
      LC_CTYPE: dice.once(10) ? "C.UTF-8" : undefined,
      LC_MESSAGES: dice.once(10) ? "C" : undefined,
      LC_TIME: dice.once(15) ? dice.pick(["xx_XX", "POSIX"]) : undefined,
      OMP_NUM_THREADS: dice.once(10) ? dice.pick(["1", "3,2", "0", "x"]) : undefined,
      PATH: this.#path(dice),
      POSIXLY_CORRECT: dice.once(12) ? dice.pick(["", "1"]) : undefined,
      PWD: dice.pick([undefined, undefined, cwd, `${cwd}/.`, "/etc", "x"]),
      TERM: dice.pick([undefined, "dumb"]),
    };
    const env = Object.entries(variables).filter((each): each is [string, string] =>
      each[1] !== undefined
    );
    return { env: Object.fromEntries(env), cwd };
  }

  #path(dice: Dice): string {
    const usual = dice.pick(["/usr/sbin:/usr/bin:/sbin:/bin", "/bin:/usr/bin:/sbin:/usr/sbin"]);
    if (dice.once(20)) return `${dice.pick([this.root, "."])}/shadow:${usual}`;
    if (dice.once(2)) return usual;
    return dice.pick([
      `${this.root}/plain:${usual}`,
      `plain:${usual}`,
      `/none:${this.root}/file:${usual}`,
      `:${usual}`,
      `${usual}::${this.root}/shadow`,
    ]);
  }
}
