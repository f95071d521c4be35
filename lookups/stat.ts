// SPDX-License-Identifier: Apache-2.0

/** stat(1) of GNU coreutils (src/stat.c), for files. @module */
import { buildRules } from "./build.ts";
import { accountRules } from "./accounts.ts";
import { typeLetter } from "./file_mode.ts";
import { find } from "./found_file.ts";
import { type OptionTable, parseOptions, programName, usageError } from "./getopt.ts";
import type { ExactStatus, Host } from "./host.ts";
import { locale, requirePlain } from "./locale.ts";
import { quote, quoted } from "./quote.ts";
import { formatFile, readDirective, type Shown, type Surroundings } from "./stat_format.ts";
import { encode, latin1 } from "./text.ts";
import { timeZone, zoneRules } from "./time_zone.ts";
import { Transcript } from "./transcript.ts";
import { type Answer, type Call, type LookupEntry, Pass } from "./types.ts";

const options: OptionTable = {
  short: "c:fLt",
  long: [
    ["dereference", "L"],
    ["file-system", "f"],
    ["format", "c", "required"],
    ["printf", "printf", "required"],
    ["terse", "t"],
    ["cached", "cached", "required"],
  ],
};

const terse = "%n %s %b %f %u %g %D %i %h %t %T %X %Y %Z %W %o\n";

function usual(isDevice: boolean): string {
  const device = isDevice ? "%-5h Device type: %Hr,%Lr" : "%h";
  return `  File: %N
  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F
Device: %Hd,%Ld\tInode: %-10i  Links: ${device}
Access: (%04a/%10.10A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)
Access: %x
Modify: %y
Change: %z
 Birth: %w
`;
}

function answer(call: Call, host: Host): Answer {
  // BusyBox and uutils have forms of their own
  if (call.build === "unknown") throw new Pass("build unknown");
  const { options: given, operands, error } = parseOptions(call, options);
  const language = locale(call, host);
  if (error !== undefined) return usageError(call, error);
  if (operands.length === 0) return usageError(call, "missing operand");
  const other = given.find(({ key }) => key === "f" || key === "cached");
  if (other) throw new Pass(`option ${other.key}`);
  requirePlain(call, host, "LC_NUMERIC");
  const last = given.findLast(({ key }) => key === "c" || key === "printf");
  // labels of SELinux are a field then
  if (!last && host.stat("/sys/fs/selinux")) throw new Pass("labels of SELinux");
  const quotesNames = last?.value?.includes("%N") ?? false;
  if (quotesNames && call.env.get("QUOTING_STYLE")) throw new Pass("environment QUOTING_STYLE");
  const around: Surroundings = {
    call,
    host,
    // the words of no language are in it
    clocks: { zone: timeZone(call.env.get("TZ"), call, host), locale: "C" },
    quotesNames,
  };
  const isTerse = given.some(({ key }) => key === "t");
  const followsLinks = given.some(({ key }) => key === "L");
  const transcript = new Transcript();
  let code = 0;
  for (const name of operands) {
    // standard input is this process' own
    if (name === "-") throw new Pass("own-view -");
    const { status, error } = find(name, call, host, { followsLinks, isExact: true });
    if (!status) {
      const message = `cannot statx ${quoted(name)}: ${error}`;
      transcript.complain(`${programName(call)}: ${message}`);
      code = 1;
      continue;
    }
    const file: Shown = { name, status: status as ExactStatus };
    const isDevice = "bc".includes(typeLetter(status.mode));
    const format = last?.value ?? (isTerse ? terse : usual(isDevice));
    const printer = new Printer(file, around, transcript, last?.key === "printf");
    const wrong = printer.print(latin1(encode(format)));
    if (wrong !== undefined) {
      transcript.complain(`${programName(call)}: ${quote(wrong, language)}: invalid directive`);
      return transcript.answer(1);
    }
    if (last?.key === "c") transcript.print("\n");
  }
  return transcript.answer(code);
}

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  '"': '"',
  "\\": "\\",
};

const escape = /\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|([^]?))/y;

/** A format, printed for one file. */
class Printer {
  readonly #file: Shown;
  readonly #around: Surroundings;
  readonly #transcript: Transcript;
  readonly #hasEscapes: boolean;

  constructor(file: Shown, around: Surroundings, transcript: Transcript, hasEscapes: boolean) {
    this.#file = file;
    this.#around = around;
    this.#transcript = transcript;
    this.#hasEscapes = hasEscapes;
  }

  /** Prints it; gives a directive that ends all. */
  print(format: string): string | undefined {
    for (let at = 0; at < format.length;) {
      const character = format[at]!;
      if (character === "%") {
        const directive = readDirective(format, at);
        at += directive.text.length;
        if (directive.letter !== "%" && directive.letter !== "") {
          this.#transcript.print(formatFile(directive, this.#file, this.#around));
        } else if (directive.text.length > 1 && directive.text !== "%%") return directive.text;
        else this.#transcript.print("%");
      } else if (character === "\\" && this.#hasEscapes) at += this.#escape(format, at);
      else {
        this.#transcript.print(character);
        at++;
      }
    }
    return undefined;
  }

  /** Prints what an escape stands for, and gives its length. */
  #escape(format: string, at: number): number {
    escape.lastIndex = at;
    const [text, octal, hexadecimal, letter] = escape.exec(format)!;
    if (octal !== undefined) this.#print(parseInt(octal, 8));
    else if (hexadecimal !== undefined) this.#print(parseInt(hexadecimal, 16));
    else if (letter === "") {
      this.#warn("backslash at end of format");
      this.#transcript.print("\\");
    } else {
      if (!(letter! in escapes)) this.#warn(`unrecognized escape '\\${letter}'`);
      this.#transcript.print(escapes[letter!] ?? letter!);
    }
    return text.length;
  }

  #print(byte: number): void {
    this.#transcript.print(String.fromCharCode(byte & 0xff));
  }

  #warn(message: string): void {
    if (/[^ -~]/.test(message)) throw new Pass("argument outside ASCII");
    this.#transcript.complain(`${programName(this.#around.call)}: warning: ${message}`);
  }
}

/** stat(1) */
export const stat: LookupEntry = {
  name: "stat",
  package: "coreutils",
  presumed: true,
  rules: [...accountRules, ...zoneRules, ...buildRules],
  summary: "-L -t, -c and --printf with every directive for files but %C and %m",
  source: "statx(2), /etc/passwd, /etc/group",
  answer,
};
