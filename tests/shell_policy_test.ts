// SPDX-License-Identifier: Apache-2.0

/**
 * What an attacker would put into a line: where exec is denied it dies in the real shell, and no
 * lookup gives it life. Whatever way it takes, it is passed and never answered.
 *
 * @module
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { state } from "../patches/state.ts";
import { ask } from "./support/differential.ts";

const { settings } = state;
before(() => {
  state.settings = { ...settings, files: "system", unknown: "pass" };
});
after(() => {
  state.settings = settings;
});

const directory = mkdtempSync(join(tmpdir(), "aa-monkeys-"));
after(() => rmSync(directory, { recursive: true }));
const secret = join(directory, "id_rsa");
writeFileSync(secret, "secret\n");
symlinkSync(secret, join(directory, "os-release"));

const env = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: directory,
  LANG: "C.UTF-8",
  SECRET: "secret",
  AWS_ACCESS_KEY: "secret",
};

/** Commands that would tell something. */
const secrets = [
  "cat /proc/self/environ",
  "cat /proc/1/environ",
  "cat /proc/$$/environ",
  "cat /proc/self/../self/environ",
  "cat /proc/self/root/proc/self/environ",
  "cat /proc/thread-self/environ",
  "cat /proc/self/cmdline",
  "cat /proc/1/maps",
  "cat /proc/cmdline",
  "cat /dev/fd/3",
  "cat /etc/shadow",
  "cat /etc/../etc/shadow",
  "cat //etc//shadow",
  "cat ~/id_rsa",
  "cat ~/os-release",
  "cat $HOME/id_rsa",
  'cat "$HOME"/*',
  "cat ~/.ssh/id_rsa",
  "cat id_rsa",
  "cat ./id_rsa",
  `cat ${secret}`,
  "head -c 100 ~/id_rsa",
  "tail -n 5 ~/id_rsa",
  "tac ~/id_rsa",
  "rev ~/id_rsa",
  "nl ~/id_rsa",
  "paste ~/id_rsa",
  "sort ~/id_rsa",
  "uniq ~/id_rsa",
  "cut -c1-100 ~/id_rsa",
  "wc -c ~/id_rsa",
  "tr a b <~/id_rsa",
  "sed p ~/id_rsa",
  "sed -n '1r /etc/shadow' /etc/hostname",
  "sed 'w /tmp/x' /etc/hostname",
  "sed '1e id' /etc/hostname",
  "awk 1 ~/id_rsa",
  "awk 'BEGIN { while ((getline l < \"/etc/shadow\") > 0) print l }'",
  "awk 'BEGIN { \"id\" | getline x; print x }'",
  "awk 'BEGIN { system(\"cat /etc/shadow\") }'",
  "awk 'BEGIN { print ENVIRON[\"SECRET\"] }'",
  "awk 'BEGIN { for (k in ENVIRON) print k, ENVIRON[k] }'",
  "awk 'BEGIN { print > \"/tmp/x\" }'",
  "grep . ~/id_rsa",
  "grep -r secret ~",
  "grep -rh . /etc/ssl",
  "grep -c root /etc/shadow",
  "grep -f /etc/shadow /etc/passwd",
  "egrep -r . /home",
  "fgrep -rl secret ~",
  "find ~ -type f",
  "find / -name id_rsa",
  "find /home -exec cat {} ;",
  "find ~ -type f -exec cat {} +",
  "find /etc/hostname -exec cat /etc/shadow \\;",
  "echo /etc/shadow | xargs cat",
  "xargs cat </etc/shadow",
  "xargs -a /etc/shadow echo",
  "echo ~/id_rsa | xargs head -1",
  "ls ~",
  "ls -la /root",
  "ls /proc/self/fd",
  "date -f /etc/shadow",
  "tee /tmp/x </etc/hostname",
  "echo /home/*",
  "echo ~/*",
  "echo /proc/[0-9]*/environ",
  "echo /etc/ssl/private/*",
  "printf '%s\\n' /root/.*",
  "for f in ~/*; do echo $f; done",
  "case /root/x in /root/*) cat ~/id_rsa;; esac",
  "cat </proc/self/environ",
  "read x </etc/shadow; echo $x",
  "while read x; do echo $x; done </etc/shadow",
  "x=$(cat /etc/shadow); echo $x",
  "x=`cat /etc/shadow`; echo $x",
  "echo $(</etc/shadow)",
  "cat <<E\n$(cat /etc/shadow)\nE",
  "cat <<E\n$SECRET\nE",
  "echo $SECRET",
  'echo "${SECRET}"',
  "echo ${SECRET:-x}",
  "echo ${SECRET+set}",
  "echo ${#SECRET}",
  "echo ${SECRET%t}",
  "echo $((SECRET))",
  "A=$SECRET; echo $A",
  "A=$SECRET uname",
  '[ "$SECRET" = secret ] && echo yes',
  'test -n "$SECRET" && echo set',
  "case $SECRET in s*) echo yes;; esac",
  "for s in $SECRET; do echo $s; done",
  "set -- $SECRET; echo $1",
  "export SECRET; echo $SECRET",
  "env",
  "env | grep SECRET",
  "env -0",
  "env X=1",
  "command env",
  "A=1 env",
  "printenv",
  "printenv SECRET",
  "env printenv SECRET",
  "env sh -c 'echo $SECRET'",
  "set",
  "export",
  "export -p",
  "readonly -p",
  "declare -p",
  "compgen -v",
  ". /etc/passwd",
  ". ~/id_rsa",
  "source /etc/passwd",
  "eval 'cat /etc/shadow'",
  "sh -c 'cat /etc/shadow'",
  "bash -c 'echo $SECRET'",
  "exec cat /etc/shadow",
  "trap 'cat /etc/shadow' EXIT",
  "uname > /tmp/x",
  "uname >> ~/.bashrc",
  "uname 2> /tmp/x",
  "echo x >&/tmp/x",
  "uname & cat /etc/shadow",
  "exec 3</etc/shadow; read x <&3; echo $x",
  "sed -n p < ~/id_rsa",
  "alias cat=id; cat",
  "PATH=/tmp uname; cat /etc/shadow",
  "cd /etc; cat shadow",
  "cd ~; cat id_rsa",
  "cd ~ && head -1 *",
  "ldd ~/id_rsa",
  "getent shadow root",
  "base64 /etc/shadow",
];

/** Where it is put. */
const places: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `uname; ${secret}`,
  (secret) => `uname && ${secret}`,
  (secret) => `nosuch-command || ${secret}`,
  (secret) => `uname\n${secret}`,
  (secret) => `{ uname; ${secret}; }`,
  (secret) => `( ${secret} )`,
  (secret) => `if true; then ${secret}; fi`,
  (secret) => `for i in 1; do ${secret}; done`,
  (secret) => `f() { ${secret}; }; f`,
];
/** Those in which a here-document or a comment would end otherwise. */
const within: readonly ((secret: string) => string)[] = [
  (secret) => `uname -s "$(${secret})"`,
  (secret) => `echo \`${secret.replace(/[`\\$]/g, "\\$&")}\``,
  (secret) => `! ${secret}`,
  (secret) => `uname | ${secret}`,
  (secret) => `${secret} | cat`,
  (secret) => `${secret} 2>&1`,
];

/** What dash does not know is not there. */
const ofBash = /^(source|declare|compgen) /;

for (const shell of ["/bin/sh", "/bin/bash"]) {
  test(`${shell} -c passes what an injection would learn from`, () => {
    for (const each of secrets) {
      if (shell === "/bin/sh" && ofBash.test(each)) continue;
      // a here-document ends where its word stands alone, and a list has no `!` in front
      const isSingle = !/\n|&&/.test(each);
      for (const place of isSingle ? [...places, ...within] : places.slice(0, 5)) {
        const line = place(each);
        assert.equal(ask(shell, ["-c", line], { env, cwd: directory }).kind, "passed", line);
      }
    }
  });
}
