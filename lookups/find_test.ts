// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { patch } from "../patches/mod.ts";
import { ask, compare } from "../tests/support/differential.ts";
import { generator, seed } from "../tests/support/random.ts";
import { variedTree } from "../tests/support/varied_tree.ts";

const cwd = variedTree();
// enough for an order of its own
mkdirSync(join(cwd, "many"));
for (let file = 0; file < 200; file++) writeFileSync(join(cwd, "many", `${file % 7}-${file}`), "");
before(() => patch({ files: "all" }));
after(() => {
  rmSync(cwd, { recursive: true });
  patch({ files: "system" });
});

const environment = (LC_ALL = "C") => ({ PATH: "/usr/bin:/bin", LC_ALL });
const answered = (args: string[], env = environment()) =>
  assert.equal(compare("find", args, { cwd, env }).kind, "answered", args.join(" "));

for (
  const args of [
    [],
    ["."],
    ["folder", "many", "small.txt"],
    ["folder/"],
    ["folder//"],
    ["./folder/../folder"],
    ["folder-link", "link", "dangling", "loop"],
    ["folder-link/"],
    ["nothing", "folder", "small.txt/below", ""],
    [")", ",", "folder"],
    ["-P", "folder"],
    [".", "-type", "f"],
    [".", "-type", "f,l", "-print0"],
    [".", "-type", "d", "-print"],
    [".", "-maxdepth", "1"],
    [".", "-maxdepth", "0"],
    [".", "-mindepth", "2"],
    [".", "-mindepth", "1", "-maxdepth", "1", "-name", "*.txt"],
    [".", "-name", "[!-a-m]*"],
    [".", "-name", "*ö*", "-o", "-name", "o?e.[ch]"],
    ["many", "-iname", "[0-3]-*5", "-o", "-iname", "X"],
    [".", "-path", "./folder/*", "-print"],
    ["many", "-ipath", "MANY/1-*"],
    ["-wholename", "*below*"],
    [".", "-empty"],
    [".", "-size", "+1k", "-o", "-size", "-2c"],
    [".", "-size", "3"],
    [".", "-size", "0"],
    [".", "-perm", "644", "-o", "-perm", "-4000", "-o", "-perm", "/011"],
    [".", "-newer", "small.txt"],
    [".", "-newer", "link", "!", "-newer", "folder"],
    [".", "-depth"],
    [".", "-depth", "-name", "folder", "-prune", "-o", "-print"],
    [".", "-name", "folder", "-prune", "-o", "-type", "f", "-print"],
    [".", "(", "-name", "a*", "-o", "-name", "s*", ")", "-a", "!", "-type", "d"],
    [".", "-not", "-name", ".*", "-true", "-and", "-type", "f"],
    ["folder", "-print", "-print0", "-false", "-print"],
    ["folder", "-exec", "echo", "<{}>", "{}{}", ";"],
    ["folder", "-type", "f", "-exec", "cat", "{}", ";", "-print"],
    ["folder", "-exec", "test", "-d", "{}", ";", "-print"],
    ["folder", "-exec", "false", ";", "-print"],
    ["folder", "-exec", "cat", "{}", ";"],
    ["folder", "-type", "f", "-exec", "wc", "-c", "{}", "+", "-print"],
    ["folder", "-exec", "cat", "{}", "+"],
    ["folder", "-exec", "basename", "-a", "{}", "+", "-exec", "echo", "x", "{}", "+"],
    ["folder", "-name", "nosuch", "-exec", "echo", "{}", "+"],
    [".", "-type", "f", "(", "-iname", "*.ts", "-o", "-iname", "*.js", ")"],
  ]
) {
  test(`find ${args.join(" ")} is answered as the command does`, () => {
    const isEverything = args.length < 2 && (args[0] ?? ".") === ".";
    // pattern characters and what is no ASCII, and names of files that cat passes
    const outcome = compare("find", args, { cwd, env: environment() });
    if (outcome.kind === "passed" && !isEverything) {
      assert.match(
        outcome.reason,
        /outside ASCII|^not exact|^directory|^messages of the build$/,
        args.join(" "),
      );
    }
  });
}

test("plain walks are answered, whatever the names", () => {
  for (const args of [[], ["-type", "f"], ["folder", "-empty"], ["many", "-name", "*-*"]]) {
    answered(args);
    answered(args, environment("C.UTF-8"));
  }
});

test("what real packages look for is answered, where the policy has it", () => {
  answered([".", "-type", "f", "(", "-name", "*.ts", "-o", "-name", "*.js", ")"]);
  patch({ files: "system" });
  const line =
    `find "/usr/share/applications/" -type f -exec grep -E "^Exec=/.*/(google|chrome)-.*" ` +
    `"{}" \\; | awk -F '=' '{print $2}'`;
  compare("sh", ["-c", line]);
  const args = ["/sys/class/net", "-maxdepth", "1"];
  assert.equal(compare("find", args).kind, "answered");
  for (const args of [[], ["/home"], ["/etc", "-name", "passwd"], [cwd], ["folder", "-empty"]]) {
    assert.equal(ask("find", args, { cwd }).kind, "passed", args.join(" "));
  }
  assert.equal(compare("find", [cwd, "-maxdepth", "0"]).kind, "answered");
  patch({ files: "all" });
});

test("other predicates, wrong usage and commands that are not answered pass", () => {
  for (
    const args of [
      ["-delete"],
      ["-L", "."],
      ["-H", "."],
      ["-ls"],
      ["-printf", "%p"],
      ["-mtime", "1"],
      ["-user", "root"],
      ["-follow"],
      ["-nosuch"],
      ["-name"],
      ["-type", "q"],
      ["-size", "x"],
      ["-perm", "u+x"],
      ["-name", "a\\"],
      ["("],
      ["!"],
      ["-o", "-print"],
      ["-print", ","],
      [".", "-print", "folder"],
      ["-exec", "sh", "-c", "reboot", ";"],
      ["-exec", "rm", "{}", ";"],
      ["-exec", ";"],
      ["-exec", "echo"],
      ["-exec", "echo", "{}{}", "+"],
      ["-exec", "nosuchcommand", ";"],
      ["-ok", "echo", ";"],
      ["-maxdepth", "-1"],
      ["--help"],
      ["/proc"],
      ["/dev/fd/"],
      ["-newer", "nothing"],
    ]
  ) {
    assert.equal(ask("find", args, { cwd }).kind, "passed", args.join(" "));
  }
});

test("directories that may not be read pass", () => {
  const odd = join(cwd, "odd");
  mkdirSync(odd);
  spawnSync("sh", ["-c", `: > "$(printf 'b\\377')"`], { cwd: odd });
  assert.equal(ask("find", [odd]).kind, "passed");
  rmSync(odd, { recursive: true });
});

const rounds = 60 * Number(process.env["FUZZ"] ?? 1);

test(`find is answered as the command does over generated lines (SEED=${seed})`, () => {
  const below = generator(seed);
  const pick = <T>(from: readonly T[]) => from[below(from.length)]!;
  const primary = (): string[] =>
    pick<() => string[]>([
      () => ["-name", pick(["*", "*.txt", "*.[ch]", "f*", "*-*3*", "[!a-f]*", "folder", "\\*"])],
      () => ["-path", pick(["*/below/*", "./f*", "folder*", "*m*1*"])],
      () => ["-type", pick([..."fdlpcbs", "f,d"])],
      () => ["-size", pick(["+", "-", ""]) + below(4) + pick(["", "c", "k", "M", "w", "b"])],
      () => ["-perm", pick(["-", "/", ""]) + pick(["644", "111", "0", "4000", "755", "1777"])],
      () => ["-empty"],
      () => ["-print"],
      () => ["-print0"],
      () => ["-prune"],
      () => [pick(["-true", "-false"])],
      () => ["-newer", pick(["small.txt", "old.txt", "folder"])],
      () => ["-exec", pick(["echo", "true", "false", "basename"]), "{}", ";"],
      () => ["-exec", pick(["echo", "dirname"]), "x", "{}", "+"],
    ])();
  const expression = (depth: number): string[] => {
    if (depth === 0 || below(3) === 0) return primary();
    return pick<() => string[]>([
      () => [...expression(depth - 1), ...pick([["-a"], [], ["-and"]]), ...expression(depth - 1)],
      () => [...expression(depth - 1), pick(["-o", "-or"]), ...expression(depth - 1)],
      () => [pick(["!", "-not"]), ...primary()],
      () => ["(", ...expression(depth - 1), ")"],
    ])();
  };
  let count = 0;
  for (let round = 0; round < rounds; round++) {
    const starts = pick([[], ["folder"], ["folder", "many"], ["folder/", "none"], ["folder-link"]]);
    const depths = pick([[], [], ["-maxdepth", `${below(3)}`], ["-mindepth", "1"], ["-depth"]]);
    const args = [...starts, ...depths, ...expression(3)];
    if (compare("find", args, { cwd, env: environment() }).kind === "answered") count++;
  }
  assert.ok(count >= 0.8 * rounds, `${count} of ${rounds}`);
});
