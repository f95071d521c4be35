// SPDX-License-Identifier: Apache-2.0

/** ls(1) of GNU coreutils (src/ls.c), where its output is no terminal. @module */
import { accountRules } from "./accounts.ts";
import { absolute, isDirectory, isLink, linkTarget } from "./canonical.ts";
import { Effort, requireListable } from "./folders.ts";
import { find, type Found } from "./found_file.ts";
import { type OptionTable, parseOptions, programName, usageError } from "./getopt.ts";
import type { FileStatus, Host } from "./host.ts";
import { locale, requirePlain } from "./locale.ts";
import { Columns, type Entry, wordOf } from "./ls_entry.ts";
import { inOrder } from "./ls_order.ts";
import { type Style, styleOf } from "./ls_style.ts";
import { isTerminal } from "./predicate.ts";
import { quoted } from "./quote.ts";
import { zoneRules } from "./time_zone.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "abcdfghiklmnopqrstuvw:xABCDFGHI:LNQRST:UXZ1",
  long: [
    ["all", "a"],
    ["escape", "b"],
    ["directory", "d"],
    ["dired", "D"],
    ["full-time", "full-time"],
    ["group-directories-first", "group-directories-first"],
    ["human-readable", "h"],
    ["inode", "i"],
    ["kibibytes", "k"],
    ["numeric-uid-gid", "n"],
    ["no-group", "G"],
    ["hide-control-chars", "q"],
    ["reverse", "r"],
    ["size", "s"],
    ["width", "w", "required"],
    ["almost-all", "A"],
    ["ignore-backups", "B"],
    ["classify", "F", "optional"],
    ["file-type", "file-type"],
    ["si", "si"],
    ["dereference-command-line", "H"],
    ["dereference-command-line-symlink-to-dir", "dereference-to-dir"],
    ["hide", "hide", "required"],
    ["ignore", "I", "required"],
    ["indicator-style", "indicator-style", "required"],
    ["dereference", "L"],
    ["literal", "N"],
    ["quote-name", "Q"],
    ["quoting-style", "quoting-style", "required"],
    ["recursive", "R"],
    ["format", "format", "required"],
    ["show-control-chars", "show-control-chars"],
    ["sort", "sort", "required"],
    ["tabsize", "T", "required"],
    ["time", "time", "required"],
    ["time-style", "time-style", "required"],
    ["zero", "zero"],
    ["color", "color", "optional"],
    ["hyperlink", "hyperlink", "optional"],
    ["block-size", "block-size", "required"],
    ["context", "Z"],
    ["author", "author"],
  ],
};

function answer(call: Call, host: Host): Answer {
  // BusyBox and uutils have forms of their own
  if (call.build === "unknown") throw new Pass("build unknown");
  const { options: given, operands, error } = parseOptions(call, options);
  locale(call, host);
  if (error !== undefined) return usageError(call, error, 2);
  if (isTerminal(1n, call)) throw new Pass("terminal");
  requirePlain(call, host, "LC_COLLATE");
  return new Listing(call, host, styleOf(given, call, host)).answer(operands);
}

/** A directory that is to be listed. */
interface Folder {
  /** As it is shown. */
  readonly name: string;
}

class Listing {
  readonly #call: Call;
  readonly #host: Host;
  readonly #style: Style;
  readonly #effort: Effort;
  readonly #transcript: Transcript = new Transcript();

  constructor(call: Call, host: Host, style: Style) {
    this.#call = call;
    this.#host = host;
    this.#style = style;
    this.#effort = new Effort(call);
  }

  answer(operands: readonly string[]): Answer {
    const { isItself } = this.#style;
    const names = operands.length > 0 || !isItself ? operands : ["."];
    let code = 0;
    const entries: Entry[] = [];
    for (const name of names) {
      const found = this.#named(name);
      if (typeof found === "string") {
        const shown = quoted(name);
        this.#transcript.complain(
          `${programName(this.#call)}: cannot access ${shown}: ${found}`,
        );
        code = 2;
      } else entries.push(found);
    }
    const ordered = inOrder(entries, this.#style);
    const isListed = ({ status }: Entry) => !isItself && isDirectory(status!);
    const files = ordered.filter((entry) => !isListed(entry));
    const folders: Folder[] = names.length > 0 ? ordered.filter(isListed) : [{ name: "." }];
    // those that are listed themselves have widths as well
    this.#show(files, new Columns(entries, this.#style, this.#host));
    const withNames = names.length > 1 || files.length > 0 || folders.length > 1 ||
      this.#style.isRecursive;
    let isFirst = files.length === 0;
    const pending = [...folders].reverse();
    for (let folder = pending.pop(); folder; folder = pending.pop()) {
      if (withNames) this.#print(`${isFirst ? "" : "\n"}${folder.name}:\n`);
      isFirst = false;
      pending.push(...this.#list(folder.name).reverse());
    }
    return this.#transcript.answer(code);
  }

  /** Text, of which all ends of lines are its own. */
  #print(text: string): void {
    this.#transcript.printText(text);
  }

  /** An operand, or what is wrong with it. */
  #named(name: string): Entry | string {
    this.#effort.count(1);
    const { follows, isExact } = this.#style;
    const found = find(name, this.#call, this.#host, {
      followsLinks: follows !== "never",
      isExact,
    });
    if (follows === "always" || follows === "operands") return this.#entryOf(name, name, found);
    const isMissingLink = found.error === "No such file or directory";
    // a link to a directory stands for it, and any other for itself
    return follows === "never" || (found.status ? isDirectory(found.status) : !isMissingLink)
      ? this.#entryOf(name, name, found)
      : this.#entryOf(
        name,
        name,
        find(name, this.#call, this.#host, { followsLinks: false, isExact }),
      );
  }

  #entryOf(
    name: string,
    path: string,
    { status, error }: Found,
  ): Entry | string {
    if (!status) return error!;
    if (this.#style.format !== "long") return { name, status };
    this.#requireNoList(path, status);
    if (!isLink(status)) return { name, status };
    const target = linkTarget(absolute(path, this.#call), this.#host);
    return this.#style.indicator === "none" || this.#style.indicator === "slash"
      ? { name, status, target }
      : { name, status, target, targetMode: this.#modeBehind(path) };
  }

  /** The mode of what a link leads to; undefined where that is nothing. */
  #modeBehind(path: string): number | undefined {
    return find(path, this.#call, this.#host, { followsLinks: true, isExact: false }).status?.mode;
  }

  /** Lists of access and labels would show behind the mode. */
  #requireNoList(path: string, status: FileStatus): void {
    // a link that was followed is told by the link itself, and a link has no list
    const names = this.#host.extendedAttributes(absolute(path, this.#call), {
      followsLinks: !isLink(status),
    });
    const shown = names.find((name) => /^(system\.|security\.(selinux|SMACK64)$)/.test(name));
    if (shown !== undefined) throw new Pass(`attribute ${shown}`);
  }

  /** Shows the names in a directory, and gives those of them that are to be listed. */
  #list(name: string): Folder[] {
    const path = absolute(name, this.#call);
    requireListable(path, this.#call, this.#host);
    const found = this.#host.list(path);
    if (!found) throw new Pass(`vanished ${path}`);
    const { hides, needsStatus, isRecursive, showsInode } = this.#style;
    // readdir(3) tells it then, and tells another where something is mounted
    if (showsInode && !needsStatus) throw new Pass("option i");
    // where these two stand is not told
    if (hides === "nothing" && this.#style.order === "none") throw new Pass("order of . and ..");
    const names = hides === "nothing"
      ? [".", "..", ...found]
      : found.filter((each) => hides === "own" || !each.startsWith("."));
    this.#effort.count(needsStatus ? 4 * names.length : names.length);
    const entries = names.map((each) => this.#within(name, each));
    const ordered = inOrder(entries, this.#style);
    const columns = new Columns(entries, this.#style, this.#host);
    if (this.#style.format === "long" || this.#style.showsBlocks) {
      this.#print(`total ${columns.total}${this.#style.end}`);
    }
    this.#show(ordered, columns);
    if (!isRecursive) return [];
    const below = ordered.filter((each) =>
      isDirectory(each.status!) && each.name !== "." && each.name !== ".."
    ).map((each) => ({ name: joined(name, each.name) }));
    if (this.#style.follows === "always" && below.length > 0) {
      throw new Pass("links to directories");
    }
    return below;
  }

  #within(folder: string, name: string): Entry {
    if (!this.#style.needsStatus) return { name };
    const path = joined(folder, name);
    const found = find(path, this.#call, this.#host, {
      followsLinks: this.#style.follows === "always",
      isExact: this.#style.isExact,
    });
    const entry = this.#entryOf(name, path, found);
    // a link that leads nowhere, or a file that vanished
    if (typeof entry === "string") throw new Pass(`vanished ${path}`);
    return entry;
  }

  #show(entries: readonly Entry[], columns: Columns): void {
    const { format, end, lineLength } = this.#style;
    const words = entries.map((entry) => wordOf(entry, columns, this.#style));
    if (format !== "commas") return this.#print(words.map((word) => word + end).join(""));
    if (words.length === 0) return;
    let shown = "";
    let column = 0;
    for (const [index, word] of words.entries()) {
      if (/[^ -~]/.test(word)) throw new Pass("width of a name");
      if (index > 0) {
        const fits = lineLength === 0 || column + word.length + 2 < lineLength;
        shown += fits ? ", " : `,${end}`;
        column = fits ? column + 2 : 0;
      }
      shown += word;
      column += word.length;
    }
    this.#print(shown + end);
  }
}

/** A name within a directory, as gnulib joins them. */
function joined(folder: string, name: string): string {
  return folder.endsWith("/") ? `${folder}${name}` : `${folder}/${name}`;
}

/** ls(1) */
export const ls: LookupEntry = {
  name: "ls",
  package: "coreutils",
  presumed: true,
  rules: [
    ...accountRules,
    ...zoneRules,
    "/dev/disk/ r,",
    "/dev/disk/*/ r,",
    "/etc/init.d/ r,",
    "/etc/os-release r,",
    "/proc/asound/ r,",
    "/proc/asound/** r,",
    "/sys/block/ r,",
    "/sys/class/ r,",
    "/sys/class/** r,",
    "/usr/lib/os-release r,",
  ],
  summary: "-1 -A -F -G -H -L -N -R -S -U -X -a -c -d -g -h -i -k -l -m -n -o -p -r -s -t -u -w, " +
    "named files and directories of the system",
  source: "readdir(3), statx(2)",
  answer,
};
