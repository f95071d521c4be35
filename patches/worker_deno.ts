// SPDX-License-Identifier: Apache-2.0

/**
 * Workers of Deno start patched by a `data:` module in front of the program's own: Deno re-runs no
 * preload in a worker. Whatever such a wrapper would change for the program starts unpatched.
 *
 * @module
 */
import { dataUrl, noteUnpatched, register, settingsScript } from "./worker_register.ts";

/** Uses of `import.meta` and of CommonJS that tell the main module from others. */
const mainOnly =
  /import\s*\.\s*meta\b(?!\s*\.\s*(?:url|dirname|filename|resolve)\b)|\brequire\s*\.\s*main\b|\bmodule\s*\.\s*parent\b/;

/** The arguments of a web Worker, with the register before the program's module. */
export function wrapWebWorker(args: readonly unknown[]): readonly unknown[] {
  const [specifier, options, ...more] = args;
  const { type, deno } = (options ?? {}) as { type?: unknown; deno?: { permissions?: unknown } };
  // a classic worker is refused by the original, in its own words
  if (type !== "module") return args;
  const url = absolute(String(specifier));
  if (url === undefined) return args;
  const restricted = deno?.permissions !== undefined && deno.permissions !== "inherit";
  const wrapped = wrap(url, restricted, `(${moveLocation})(${JSON.stringify(url)});`);
  // a relative specifier inside a wrapped worker is resolved here, for there the base is the wrapper
  return [wrapped ?? url, options, ...more];
}

/** The arguments of node:worker_threads' Worker, with the register before the program's module. */
export function wrapNodeWorker(args: readonly unknown[]): readonly unknown[] {
  const [specifier, options, ...more] = args;
  if ((options as { eval?: unknown } | undefined)?.eval) {
    return wrapEval(args);
  }
  const url = nodeUrl(specifier);
  if (url === undefined) return args;
  const path = url.startsWith("file:") ? decodeURIComponent(new URL(url).pathname) : url;
  const script = `(${moveLocation})(${JSON.stringify(url)});` +
    `globalThis.process.argv[1]=${JSON.stringify(path)};`;
  const wrapped = wrap(url, false, script);
  return wrapped === undefined ? args : [new URL(wrapped), options, ...more];
}

/** A program given as text is run as a script: the register's text goes in front, on its first line. */
function wrapEval(args: readonly unknown[]): readonly unknown[] {
  const [specifier, ...more] = args;
  if (typeof specifier !== "string") return args;
  const source = register();
  if (source?.kind !== "text") {
    noteUnpatched("eval without the bundle");
    return args;
  }
  const script = JSON.stringify(settingsScript() + source.text);
  return [`(0,eval)(${script});${specifier}`, ...more];
}

/** The wrapper of a module; undefined where it has to start as it is. */
function wrap(url: string, restricted: boolean, prepare: string): string | undefined {
  const source = register();
  const reason = source ? unfit(url) : "bundled";
  if (!source || reason !== undefined) {
    noteUnpatched(reason ?? "bundled");
    return undefined;
  }
  if (source.kind === "module" && restricted) {
    noteUnpatched("permissions without the bundle");
    return undefined;
  }
  const parts = source.kind === "text"
    ? [dataUrl(settingsScript() + prepare + source.text)]
    : [dataUrl(settingsScript() + prepare), source.url];
  // static imports: a dynamic one would give the error events of the program's module another shape
  const code = [...parts, url].map((part) => `import ${JSON.stringify(part)};`).join("");
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** Why a module would notice that it is not the main one; undefined where it would not. */
function unfit(url: string): string | undefined {
  let text: string;
  if (url.startsWith("file:")) {
    const path = decodeURIComponent(new URL(url).pathname);
    if (Deno.permissions.querySync({ name: "read", path }).state !== "granted") {
      return "denied-read of the worker's module";
    }
    try {
      text = Deno.readTextFileSync(path);
    } catch {
      // the original says it best
      return "missing module";
    }
  } else if (url.startsWith("data:")) {
    text = decodeData(url);
  } else {
    // blob: may be revoked before the wrapper's import; http: cannot be read here and now
    return `scheme ${url.slice(0, url.indexOf(":"))}`;
  }
  return mainOnly.test(text) ? "import.meta.main" : undefined;
}

function decodeData(url: string): string {
  const comma = url.indexOf(",");
  const text = decodeURIComponent(url.slice(comma + 1));
  return /;base64$/i.test(url.slice(0, comma)) ? atob(text) : text;
}

/** A specifier as the original resolves it; undefined where it throws. */
function absolute(specifier: string): string | undefined {
  try {
    const base = /^\.{0,2}\//.test(specifier) ? locationOf(globalThis)?.href : undefined;
    return new URL(specifier, base).href;
  } catch {
    return undefined;
  }
}

function locationOf(global: object): { readonly href: string } | undefined {
  return "location" in global ? global.location as { readonly href: string } : undefined;
}

function nodeUrl(specifier: unknown): string | undefined {
  if (specifier instanceof URL) return specifier.href;
  if (typeof specifier !== "string" || !/^\.{0,2}\//.test(specifier)) return undefined;
  try {
    // relative to the working directory, as in Node
    const absolutePath = specifier.startsWith("/") ? specifier : `${Deno.cwd()}/${specifier}`;
    const url = new URL("file:///");
    url.pathname = absolutePath.replaceAll("%", "%25");
    return url.href;
  } catch {
    return undefined;
  }
}

/**
 * Runs in the worker, as text, thus on its own: makes `self.location` name the program's module, and
 * resolves by it what `fetch` and `Request` are given relatively.
 */
function moveLocation(href: string): void {
  const { location, fetch, Request } = globalThis as typeof globalThis & { location: object };
  const prototype = Object.getPrototypeOf(location);
  const url = new URL(href);
  const parts = [
    "href",
    "origin",
    "protocol",
    "host",
    "hostname",
    "port",
    "pathname",
    "search",
    "hash",
  ] as const;
  for (const name of parts) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
    Object.defineProperty(prototype, name, {
      ...descriptor,
      get(this: unknown) {
        return this === location ? url[name] : descriptor.get!.call(this);
      },
    });
  }
  const toString = Object.getOwnPropertyDescriptor(prototype, "toString")!;
  Object.defineProperty(prototype, "toString", {
    ...toString,
    value: { toString: () => href }.toString,
  });
  const resolve = (input: unknown) =>
    typeof input === "string" && !URL.canParse(input) && URL.canParse(input, href)
      ? new URL(input, href).href
      : input;
  const wrapper = {
    fetch(this: unknown, input: unknown, ...rest: unknown[]) {
      return Reflect.apply(fetch, this, [resolve(input), ...rest]);
    },
  }.fetch;
  Object.defineProperty(globalThis, "fetch", {
    ...Object.getOwnPropertyDescriptor(globalThis, "fetch"),
    value: wrapper,
  });
  globalThis.Request = new Proxy(Request, {
    construct(target, [input, ...rest], newTarget) {
      return Reflect.construct(target, [resolve(input), ...rest], newTarget);
    },
  });
}
