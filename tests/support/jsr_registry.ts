// SPDX-License-Identifier: Apache-2.0

/** A registry as JSR's, of this project's sources alone, so that tests import it as users do. @module */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { relative } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { configuration } from "../../scripts/npm/manifest.ts";
import { root, runtimes } from "../../scripts/runtimes.ts";

/** A registry that runs. */
export interface JsrRegistry {
  /** What `JSR_URL` is set to. */
  readonly url: string;
  /** Ends it. */
  close(): void;
}

/** Serves what `deno publish` would publish. */
export async function serveJsr(): Promise<JsrRegistry> {
  const { name, version, exports } = configuration;
  const files = new Map(published().map((path) => [`/${path}`, readFileSync(`${root}/${path}`)]));
  const manifest = Object.fromEntries(
    [...files].map(([path, bytes]) => [path, {
      size: bytes.length,
      checksum: `sha256-${createHash("sha256").update(bytes).digest("hex")}`,
    }]),
  );
  const answers = new Map<string, string | Uint8Array>([
    [`/${name}/meta.json`, JSON.stringify({ versions: { [version]: {} } })],
    [`/${name}/${version}_meta.json`, JSON.stringify({ manifest, exports })],
    ...[...files].map(([path, bytes]) => [`/${name}/${version}${path}`, bytes] as const),
  ]);
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? "");
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

/** The files that the dry run of a publication lists. */
function published(): string[] {
  const { stderr } = spawnSync(
    runtimes.deno,
    ["publish", "--dry-run", "--allow-dirty", "--no-check"],
    { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return [...stderr.matchAll(/^ +(file:\S+) \(/gm)]
    .map(([, url]) => relative(root, fileURLToPath(url!)));
}
