// SPDX-License-Identifier: Apache-2.0

/** One line for each thing that the shells' language has, beside the real shells. @module */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, type Result, resultOf } from "./support/differential.ts";
import { runLines } from "./support/shell_batch.ts";

const env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: "/root", LANG: "C.UTF-8" };

/** Lines that both shells take. */
const common: Record<string, readonly string[]> = {
  "programs that are none": [
    "/nosuch/cmd",
    "/etc/passwd",
    "./foo",
    "./etc/passwd; echo $?",
    "/usr/bin/nosuch x; echo $?",
    "nosuch-command a 'b c'; echo $?",
    "cd /etc; ./passwd; ../nope; echo $?",
  ],
  "directories": [
    "cd; pwd; cd -; pwd; echo $OLDPWD",
    "cd /usr/bin/..; pwd",
    "cd /bin/../lib; pwd; cd ..; pwd",
    "cd /usr; cd local; cd -; echo $PWD $OLDPWD",
    "cd /usr; (cd local; pwd); cd ../etc; pwd; cd -",
    "cd -- /usr; pwd",
    "cd /etc/passwd; echo $?",
    "HOME=/usr; cd; pwd",
    "cd /usr//bin/./../lib///; pwd",
    "cd usr; cd bin; cd ../..; pwd",
  ],
  "homes": [
    "echo ~ ~/a a~ '~' ~root ~root/x ~daemon/",
    "A=~/a:~/b:~root; echo $A",
  ],
  "substitutions": [
    'echo `echo \\`echo x\\`` "`echo \\"a b\\"`" `echo \\\\\\\\a`',
    'echo $(echo $(echo a)) "$(echo "a b")"',
    "echo a$(printf 'x\\n\\n')b",
  ],
  "functions": [
    "f() { echo $1 $#; return 3; }; f a b; echo $?",
    "f() { local x=1 y; x=2; }; x=0; y=9; f; echo $x $y",
    "f() { local x; x=3; g; }; g() { echo g$x; x=4; }; x=0; f; echo $x",
    "f() { x=1; local x=2; ( local x; x=5; ); echo $x; }; f; echo $x",
    'f() { local x="a  b"; echo "$x"; local z=$x; echo "$z"; }; f',
    "set -- a b; f() { set -- x; echo $1 $#; shift; echo $#; }; f q; echo $1 $#",
    "f() { exec uname -s; }; f; echo no",
  ],
  "options": [
    "set -u; echo $HOME; x=1; echo $x; unset x; echo $x; echo never",
    "set -u; echo $1; echo never",
    'set -u; unset n; echo ${n:-d} "$@" $#; echo ${#n}; echo never',
    "set -eu; false; echo no",
    "set -e -u; true; x=; echo ok$x; test a = b; echo no",
    "set -e; f() { false; echo in; }; f || echo or; f; echo no",
    "set -e; x=$(false); echo no",
    "set -e; echo $(false; echo in); echo $(false)x; echo yes",
    "set -e; (false; echo no); echo no",
    "set -e; { false; echo no; }",
    "set -e; if false; then :; fi; while false; do :; done; false && true; echo yes; false",
    "set -e; ! true; echo yes; ! false; (exit 3); echo no",
    "set -e; true | false; echo no",
    "set +e; false; echo yes; set -o errexit; false; echo no",
  ],
  "exec": [
    "exec uname -s; echo no",
    "exec echo -n a; echo no",
    "exec nosuch; echo no",
    "(exec nosuch); echo $?",
  ],
  "read": [
    "printf 'a\\\\tb c\\\\\\n d\\n' | { read x y; echo \"$x|$y\"; }",
    "printf 'a\\\\ b c\\n' | { read x y; echo \"$x|$y\"; }",
    "printf 'a\\\\ b c\\n' | { read -r x y; echo \"$x|$y\"; }",
    "printf 'no newline' | { read x; echo \"$? $x\"; }",
    "printf 'a:b\\\\:c:d' | { IFS=: read x y; echo \"$? $x|$y\"; }",
  ],
  "variables": [
    "readonly A=1 B; echo $A",
    "export LC_ALL=C; echo a; unset LC_ALL",
    'export X=2 Y="a  b"; echo $X "$Y"; unset -v X; echo x$X',
  ],
  "what commands are": [
    "command -V cat; command -V echo; command -V if",
    "command -V nosuch; echo $?",
    "uname -s; command -v uname; f() { :; }; command -v f",
  ],
};

/** Lines of dash alone. */
const dash: Record<string, readonly string[]> = {
  "divisions": [
    "echo $((7/-2)) $((7%-1)); echo $((1/0)); echo never",
    "x=0; echo $((1/x)) 2>/dev/null; echo never",
    "(echo $((5%0))); echo $?",
  ],
  "what is another language's": [
    "echo {a,b} {1..3} a{b,$HOME}c",
    "echo $'x' $\"y z\"",
  ],
};

/** Lines of bash alone. */
const bash: Record<string, readonly string[]> = {
  "quotes": ["echo $'a\\tb' $'x' $\"y z\" $'it\\'s' $'\\e[0m\\n\\\\'"],
  "functions": ["function f { echo $1; }; f a", "function f() { echo $1; }; f a"],
  "redirections": [
    "cat <<<\"a b\"; cat <<<a'b'$HOME",
    "{ echo a; nosuch; } |& cat",
    "nosuch |& cat",
    "nosuch &>/dev/null; echo $?",
  ],
  "slices": [
    'x=hello; echo ${x:1} ${x:1:2} ${x: -3} ${x: -3:2} ${x:1:-1} ${x:9} ${x:0:99} "${x:2}"',
    "x=hello; i=1; echo ${x:i} ${x:$i+1} ${x:(i+1):2}",
  ],
  "replacements": [
    "x=hello; echo ${x/l/L} ${x//l/L} ${x/#h/H} ${x/%o/O} ${x/l*/Z} ${x//[el]/-} ${x//l} ${x/z/y}",
    'x=hello; y=l; echo ${x/$y/"a b"} "${x/$y/$HOME}" ${x//l/\'q\'}',
  ],
  "cases": ['x=hello; echo ${x^} ${x^^} ${x^^[el]}; x=HELLO; echo ${x,} ${x,,} "${x,,[EL]}"'],
  "braces": [
    "echo {a,b}c x{1..3} {3..1} {01..10..3} {a..e..2} {,b}x {a} {a,b}{1,2} '{a,b}' {1..3}{x,y}",
    "for i in {1..3}; do echo $i; done; echo a{b,c",
  ],
  "arithmetic": [
    "((1+1)) && echo y; ((0)) || echo n; x=3; ((x++)); echo $x; ((x=5,x+1)); echo $x",
    "x=1; echo $((2**10)) $((x++)) $((1,2)) $((7/-2)) $((7%-1)) $(( ))",
  ],
  "conditions": [
    "[[ a < b ]] && echo lt; [[ b > a ]] && echo gt; [[ -v HOME ]] && echo v",
    "[[ /etc/passwd -nt /nosuch ]] && echo nt; [[ /nosuch -ot / ]] && echo ot; [[ / -ef /. ]] && echo ef",
    "x=1; unset y; [[ -v x && ! -v y ]]; echo $?; [[ a == a* || -z $x ]]; echo $?",
  ],
  "echo": [
    "echo -e 'a\\tb\\x41\\0101\\101\\q\\e'; echo -ne 'x\\n'; echo -E 'a\\tb'; echo -nE a",
    "echo -en 'a\\c' b; echo -z; echo -n -n; echo -n -e 'a\\n'; echo -e 'a\\'",
  ],
  "what commands are": ["type -t ls echo if nosuch; f() { :; }; type -t f"],
  "options": [
    "set -o pipefail; false | true; echo $?; true | false; echo $?",
    "set -euo pipefail; false | true; echo no",
  ],
};

const shells = [["/bin/sh", { ...common, ...dash }], ["/bin/bash", common], ["/bin/bash", bash]];
for (const [shell, topics] of shells as [string, typeof common][]) {
  for (const [topic, lines] of Object.entries(topics)) {
    test(`${shell} gives what the real one gives of ${topic}`, () => {
      const ours = lines.map((line): Result => {
        const outcome = ask(shell, ["-c", line], { env, cwd: "/" });
        if (outcome.kind !== "answered") throw new Error(`${line} passed: ${outcome.reason}`);
        return resultOf(outcome.answer);
      });
      runLines(shell, lines, env).forEach((real, index) => {
        assert.deepEqual(ours[index], real, lines[index]!);
      });
    });
  }
}

test("what only one of the shells knows, and what neither may tell, passes", () => {
  const lines = [
    "local x",
    "readonly A=1; A=2",
    "echo $$ $! $-",
    "set -x; uname",
    "exec >/dev/null; uname",
    "exec 2>&1",
    "trap 'uname' EXIT",
    "unset HOME; cd",
    "echo ~+ ~-",
    "time uname",
    "x=(a b)",
    "echo ${!x}",
    "select x in a; do :; done",
  ];
  for (const shell of ["/bin/sh", "/bin/bash"]) {
    for (const line of lines) {
      assert.notEqual(ask(shell, ["-c", line], { env, cwd: "/" }).kind, "answered", line);
    }
  }
});
