// SPDX-License-Identifier: Apache-2.0

/** Random commands that print something, and filters that read it. @module */
import type { Words } from "./shell_words.ts";

const producers = [
  "cat /etc/passwd",
  "cat /etc/os-release",
  "getent passwd root",
  "printf 'b 2\\na 10\\n\\nb 2\\n'",
  "printf 'x:y:z\\nx::\\nq'",
  "printf '%s\\n' c a B a",
  "seq 12",
  "seq 3 -1 1",
  "uname -a",
  "ldconfig -p",
  "echo hello world",
  "printf 'a\\tb\\\\c\\n'",
  "getconf PAGESIZE",
  "date -u -d @0 +%F",
  "ls -1 /etc/os-release",
  "awk 'BEGIN { for (i = 1; i < 4; i++) print i, i * i }'",
];

const filters = [
  "cat",
  "cat -n",
  "head -n 1",
  "head -c 5",
  "tail -n 1",
  "tail -n +2",
  "sort",
  "sort -r",
  "sort -n",
  "sort -u",
  "sort -t: -k3n",
  "sort -k 2,2 -s",
  "uniq",
  "uniq -c",
  "uniq -d",
  "cut -d: -f1",
  "cut -d: -f1,3-",
  "cut -c1-3",
  "cut -d' ' -f2 -s",
  "tr a-z A-Z",
  "tr -d '\\n'",
  "tr -s ' '",
  "tr ':' ' '",
  "wc -l",
  "wc",
  "wc -c",
  "tac",
  "rev",
  "nl",
  "paste -s -d,",
  "paste - -",
  "xargs",
  "xargs -n 1 echo",
  "tee /dev/null",
  "sed -n 2p",
  "sed 's/[a-m]/<&>/g'",
  'sed "s/:.*//"',
  "sed -E 's/([0-9]+)/[\\1]/;q'",
  "sed '1d;$!N;s/\\n/-/'",
  "awk '{print $1}'",
  "awk -F: '{ print $NF; n++ } END { print n, NR }'",
  "awk 'NR > 1 && /[ab]/ { print toupper($0) }'",
  "awk '{ s += length($0) } END { printf \"%d\\n\", s }'",
];

/** A command that prints more than one line, mostly. */
export function producer(words: Words): string {
  return words.pick(producers);
}

/** A filter. */
export function filter(words: Words): string {
  return words.pick(filters);
}
