// SPDX-License-Identifier: Apache-2.0

/**
 * Every lookup of the first group beside its command: random arguments, environments, working
 * directories and users. `SEED=…` repeats a run, `FUZZ=50` makes it fifty times as long.
 *
 * @module
 */
import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import process from "node:process";
import { after, test } from "node:test";
import { askAs, askCommand, type Asked, withoutOtherUsers } from "./support/asked.ts";
import { type Command, runCommands, type User } from "./support/command_batch.ts";
import { commandArguments, lineGrammars } from "./support/command_grammar.ts";
import { Dice, seed } from "./support/random.ts";
import { Playground } from "./support/surroundings.ts";

const rounds = 90 * Number(process.env["FUZZ"] ?? 1);
/** Of what a run of the usual length must answer. */
const floors = { each: 50, all: 2000, passedShare: 1 / 5 };

const names = Object.keys(commandArguments);
const playground = new Playground(names);
after(() => rmSync(playground.root, { recursive: true }));

/** Whoever runs this, and two others: one that has a name, and one that has none. */
const users: readonly (User | undefined)[] = [
  undefined,
  { uid: 65534, gid: 65534, groups: [] },
  { uid: 12345, gid: 1, groups: [1, 5, 12346] },
];
const withoutOthers = withoutOtherUsers(users[1]!);

/** A command under the name of what it is a case of. */
interface Case extends Command {
  readonly subject: string;
}

function* cases(dice: Dice): Generator<Case> {
  const user = () => withoutOthers === undefined && dice.once(4) ? dice.pick(users) : undefined;
  for (let round = 0; round < rounds; round++) {
    for (const [subject, args] of Object.entries(commandArguments)) {
      const file = dice.pick([subject, subject, subject, `/usr/bin/${subject}`, `/bin/${subject}`]);
      const command = { file: existsSync(file) ? file : subject, args: args(dice) };
      yield { subject, ...command, ...playground.surround(dice), user: user() };
    }
    for (const [kind, line] of Object.entries(lineGrammars)) {
      // bash heeds more of its surroundings, and thus passes more
      for (const file of ["/bin/sh", "/bin/bash", "/bin/bash"]) {
        const command = { file, args: ["-c", line(dice)] };
        yield {
          subject: `${file}: ${kind}`,
          ...command,
          ...playground.surround(dice),
          user: user(),
        };
      }
    }
  }
}

/** The outcomes, each at its case's place. */
function askAll(all: readonly Case[]): Asked[] {
  const asked: Asked[] = [];
  for (const user of users) {
    const theirs = all.flatMap((each, index) => each.user === user ? [index] : []);
    const commands = theirs.map((index) => all[index]!);
    if (commands.length === 0) continue;
    const outcomes = user ? askAs(user, commands) : commands.map(askCommand);
    theirs.forEach((index, at) => asked[index] = outcomes[at]!);
  }
  return asked;
}

class Tally {
  readonly answered = new Map<string, number>();
  readonly passed = new Map<string, number>();

  count(subject: string, outcome: Asked): void {
    const [map, key] = outcome.kind === "answered"
      ? [this.answered, subject]
      : [this.passed, outcome.reason.replace(/ \/.*/, " …")];
    map.set(key, (map.get(key) ?? 0) + 1);
  }

  static sum(map: ReadonlyMap<string, number>): number {
    return [...map.values()].reduce((total, each) => total + each, 0);
  }

  static list(map: ReadonlyMap<string, number>): string {
    return [...map].sort(([, one], [, other]) => other - one)
      .map(([key, count]) => `${key} ${count}`).join(", ");
  }
}

test(`every lookup gives what its command gives (SEED=${seed})`, { timeout: 3_600_000 }, () => {
  const all = [...cases(new Dice(seed))];
  const asked = askAll(all);
  const tally = new Tally();
  all.forEach(({ subject }, index) => tally.count(subject, asked[index]!));
  const answered = all.flatMap((each, index) => {
    const outcome = asked[index]!;
    return outcome.kind === "answered" ? [[each, outcome.result] as const] : [];
  });
  const real = runCommands(answered.map(([each]) => each));
  const differences = answered.flatMap(([each, ours], index) =>
    JSON.stringify(ours) === JSON.stringify(real[index]) ? [] : [{ each, ours, real: real[index] }]
  );
  const [total, passed] = [Tally.sum(tally.answered), Tally.sum(tally.passed)];
  console.log(
    `SEED=${seed}: ${total} answered, ${differences.length} differences, ${passed} passed` +
      `${withoutOthers === undefined ? "" : ` (no other users: ${withoutOthers})`}\n` +
      `  answered: ${Tally.list(tally.answered)}\n  passed: ${Tally.list(tally.passed)}`,
  );
  assert.deepEqual(differences, []);
  assert.ok(total >= floors.all, `${total} answered`);
  assert.ok(passed < floors.passedShare * all.length, `${passed} of ${all.length} passed`);
  for (const subject of new Set(all.map(({ subject }) => subject))) {
    const count = tally.answered.get(subject) ?? 0;
    assert.ok(count >= floors.each, `${subject}: ${count} answered`);
  }
});
