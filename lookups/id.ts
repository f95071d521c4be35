// SPDX-License-Identifier: Apache-2.0

/** id(1) of GNU coreutils (src/id.c, src/group-list.c). @module */
import { buildRules } from "./build.ts";
import { accountRules, findUser, groupName, groupsOf, type User, userName } from "./accounts.ts";
import { isSince } from "./versions.ts";
import { type OptionTable, parseOptions, programName, usageError } from "./getopt.ts";
import type { Host, Identity } from "./host.ts";
import { type Locale, locale } from "./locale.ts";
import { quote } from "./quote.ts";
import { encode, failed } from "./text.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "agnruzGZ",
  long: [
    ["context", "Z"],
    ["group", "g"],
    ["groups", "G"],
    ["name", "n"],
    ["real", "r"],
    ["user", "u"],
    ["zero", "z"],
  ],
};

function answer(call: Call, host: Host): Answer | undefined {
  const { options: given, operands, error } = parseOptions(call, options);
  const language = locale(call, host);
  if (error !== undefined) return usageError(call, error);
  const has = (key: string) => given.some((option) => option.key === key);
  if (has("Z")) return undefined;
  requireNoContext(host);
  const choices = ["u", "g", "G"].filter(has);
  const wrong = (message: string) => failed(1, `${programName(call)}: ${message}\n`);
  if (choices.length > 1) return wrong('cannot print "only" of more than one choice');
  const [choice] = choices;
  if (choice === undefined && (has("r") || has("n"))) {
    return wrong(
      isSince(7, call)
        ? "printing only names or real IDs requires -u, -g, or -G"
        : "cannot print only names or real IDs in default format",
    );
  }
  if (choice === undefined && has("z")) {
    return wrong("option --zero not permitted in default format");
  }
  const form: Form = {
    choice,
    names: has("n"),
    real: has("r"),
    zero: has("z"),
    several: operands.length > 1,
  };
  if (operands.length === 0) return { ...failed(0, ""), stdout: encode(own(form, host)) };
  return ofUsers(operands, form, call, language, host);
}

/** How ids are to be printed. */
interface Form {
  readonly choice: string | undefined;
  readonly names: boolean;
  readonly real: boolean;
  readonly zero: boolean;
  readonly several: boolean;
}

/** Under SELinux a context is printed as well, which no other module of the kernel brings. */
function requireNoContext(host: Host): void {
  if (host.isExecutable("/sys/fs/selinux") || host.isExecutable("/sys/fs/smackfs")) {
    throw new Pass("security context");
  }
}

function own(form: Form, host: Host): string {
  const identity = host.identity();
  const list = withoutRepetition([identity.egid, ...identity.groups]);
  return print(identity, list, form, host);
}

/** Each of whom is looked for in the files of users and of groups, while an event loop waits. */
const mostUsers = 20;

function ofUsers(
  operands: readonly string[],
  form: Form,
  call: Call,
  language: Locale,
  host: Host,
): Answer {
  if (!call.mayWait && operands.length > mostUsers) throw new Pass("many users");
  const transcript = new Transcript();
  for (const operand of operands) {
    const user = userOf(operand, host);
    if (!user) {
      transcript.complain(`${programName(call)}: ${quote(operand, language)}: no such user`);
      continue;
    }
    const { uid, gid } = user;
    const identity = { uid, euid: uid, gid, egid: gid, groups: [] };
    transcript.printText(print(identity, groupsOf(user, host), form, host));
  }
  return transcript.answer(transcript.hasComplaints ? 1 : 0);
}

/** A user by name, or by number (gnulib lib/userspec.c). */
function userOf(operand: string, host: Host): User | undefined {
  if (!/^[A-Za-z0-9_][A-Za-z0-9_.-]*$|^\d+$/.test(operand)) throw new Pass("id of a special name");
  const named = findUser(host, ({ name }) => name === operand);
  if (named || !/^\d{1,9}$/.test(operand)) return named;
  return findUser(host, ({ uid }) => uid === Number(operand));
}

/** Duplicates of the first and of the one before (gnulib lib/mgetgroups.c). */
function withoutRepetition(list: readonly number[]): number[] {
  const kept: number[] = [];
  for (const gid of list) {
    if (kept.length === 0 || (gid !== kept[0] && gid !== kept.at(-1))) kept.push(gid);
  }
  return kept;
}

function print(identity: Identity, list: readonly number[], form: Form, host: Host): string {
  const { uid, euid, gid, egid } = identity;
  const user = (id: number) => form.names ? userName(id, host) : String(id);
  const group = (id: number) => form.names ? groupName(id, host) : String(id);
  const end = form.zero ? "\0" : "\n";
  switch (form.choice) {
    case "u":
      return user(form.real ? uid : euid) + end;
    case "g":
      return group(form.real ? gid : egid) + end;
    case "G": {
      const ids = [...new Set([gid, egid]), ...list.filter((id) => id !== gid && id !== egid)];
      return ids.map(group).join(form.zero ? "\0" : " ") + (form.zero && form.several ? "\0" : "") +
        end;
    }
    default:
      return `${full(identity, list, host)}\n`;
  }
}

function full({ uid, euid, gid, egid }: Identity, list: readonly number[], host: Host): string {
  const user = (id: number) => `${id}(${userName(id, host)})`;
  const group = (id: number) => `${id}(${groupName(id, host)})`;
  return `uid=${user(uid)} gid=${group(gid)}` + (euid === uid ? "" : ` euid=${user(euid)}`) +
    (egid === gid ? "" : ` egid=${group(egid)}`) + ` groups=${list.map(group).join(",")}`;
}

/** id(1) */
export const id: LookupEntry = {
  name: "id",
  package: "coreutils",
  presumed: true,
  rules: [...accountRules, ...buildRules],
  summary: "every option but -Z, users of /etc/passwd",
  source: "/etc/passwd, /etc/group, getuid(2)",
  answer,
};
