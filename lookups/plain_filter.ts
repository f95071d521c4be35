// SPDX-License-Identifier: Apache-2.0

/**
 * Filters in their plainest forms: they read standard input alone, and to its end; what they print
 * depends on nothing else but the locale.
 *
 * @module
 */

/** Arguments, each with a line's end behind it. */
const forms: Readonly<Record<string, RegExp>> = {
  awk: /^(-F.\n)?\{ ?print \$(NF|\d) ?\}\n$/,
  cat: /^(-[benstuvAET]+\n)*$/,
  cut: /^(-d\n?[^'"]\n)?-[cf]\n?\d+(-\d*)?(,\d+(-\d*)?)*\n(-s\n)?$/,
  egrep: /^(-[ivwxnoc]+\n)*[\w .:=/|-]+\n$/,
  fgrep: /^(-[ivwxnoc]+\n)*[^\n-][^\n]*\n$/,
  grep: /^(-[EFivwxnoc]+\n)*[\w .:=/^][\w .:=/|-]*\n$/,
  rev: /^$/,
  sed: /^(-[nEr]+\n)?s([/|,#])[^\n\\]*\2[^\n\\]*\2g?\n$/,
  sort: /^(-[bdfginru]+\n|-t\n?[^'"]\n|-k\n?\d+(,\d+)?[bnr]*\n)*$/,
  tac: /^$/,
  tail: /^(-n\n?\+?[1-9]\d*\n)?$/,
  tr: /^(-d\n[a-zA-Z-]+|(-s\n)?[a-zA-Z]+(-[a-zA-Z])?\n[a-zA-Z]+(-[a-zA-Z])?)\n$/,
  uniq: /^(-[cdiu]+\n)*$/,
  wc: /^(-[clmw]+\n)*$/,
};

/** Whether a command is such a filter. */
export function isPlainFilter(name: string, args: readonly string[]): boolean {
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (!form || args.some((arg) => arg.includes("\n"))) return false;
  return form.test(args.map((arg) => `${arg}\n`).join(""));
}
