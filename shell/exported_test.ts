// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { state } from "../patches/state.ts";
import { ask, compare } from "../tests/support/differential.ts";

const { settings } = state;
before(() => {
  state.settings = { ...settings, files: "all" };
});
after(() => {
  state.settings = settings;
});

const small = { PATH: "/usr/bin:/bin", HOME: "/root" };
const large = {
  ...small,
  LANG: "C.UTF-8",
  ZED: "1",
  AB: "2",
  SHLVL: "3",
  PWD: "/nope",
  npm_config_loglevel: "silent",
  NODE_OPTIONS: "",
  LOGNAME: "robot",
  USER: "robot",
  SHELL: "/bin/sh",
  TERM: "xterm",
  LS_COLORS: "x",
  XDG_RUNTIME_DIR: "/run",
};
const lines = [
  "env; :",
  "printenv; :",
  "A=1; export A; B=2; env; :",
  "B=2 A=1 Q=3 C=4 env; :",
  "cd /usr; cd local; env; :",
  "export Q; env; :",
  "unset HOME; HOME=3; export HOME; env; :",
  "unset HOME ZED; env; :",
  "X1=1 env -u PATH; echo x",
  'echo -n "_"; command env; echo -n "_"; exit',
];

for (const shell of ["/bin/sh", "/bin/bash"]) {
  test(`${shell} gives commands its variables in its order`, () => {
    for (const line of lines) {
      for (const env of [small, large]) {
        assert.equal(compare(shell, ["-c", line], { env, cwd: "/" }).kind, "answered", line);
      }
    }
  });
}

test("dash keeps what it was given, whatever follows", () => {
  const env = { ...large, _: "/usr/bin/x", OLDPWD: "/x" };
  for (const line of ["env", "( env )", "env | cat", "if true; then env; fi"]) {
    assert.equal(compare("/bin/sh", ["-c", line], { env, cwd: "/" }).kind, "answered", line);
  }
});

test("what only the shell can tell passes", () => {
  for (const name of ["IFS", "PS1", "OPTIND", "a.b", "HISTSIZE"]) {
    const env = { ...small, [name]: "1" };
    assert.equal(ask("/bin/sh", ["-c", "env; :"], { env }).kind, "passed", name);
  }
  for (const name of ["_", "OLDPWD", "UID", "COMP_WORDS"]) {
    const env = { ...small, [name]: "1" };
    assert.equal(ask("/bin/bash", ["-c", "env; :"], { env }).kind, "passed", name);
  }
  // bash is replaced by its last command, and no deeper then
  assert.equal(ask("/bin/bash", ["-c", "env"], { env: small }).kind, "passed");
});

test("the policy withholds the environment by default", () => {
  state.settings = settings;
  try {
    for (const line of ["env", "A=1 env", "command env", "printenv", "env | head -1"]) {
      assert.equal(ask("/bin/sh", ["-c", line], { env: small }).kind, "passed", line);
    }
  } finally {
    state.settings = { ...settings, files: "all" };
  }
});
