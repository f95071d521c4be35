// SPDX-License-Identifier: Apache-2.0

/** A registry of one package on this machine, so that tests install it as users do. @module */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A registry that runs. */
export interface Registry {
  /** Lines of an `.npmrc` that send the package's scope here. */
  readonly npmrc: string;
  /** Ends it. */
  close(): void;
}

/** Serves a tarball as the only version of its package. */
export async function serveRegistry(
  tarball: string,
  manifest: Readonly<Record<string, unknown>>,
): Promise<Registry> {
  const bytes = readFileSync(tarball);
  const [name, version] = [String(manifest["name"]), String(manifest["version"])];
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    if (request.url?.endsWith(".tgz")) {
      response.end(bytes);
      return;
    }
    if (decodeURIComponent(request.url ?? "") !== `/${name}`) {
      response.writeHead(404).end("{}");
      return;
    }
    const dist = {
      tarball: `http://127.0.0.1:${port}/package.tgz`,
      integrity: `sha512-${createHash("sha512").update(bytes).digest("base64")}`,
      shasum: createHash("sha1").update(bytes).digest("hex"),
    };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({
      name,
      "dist-tags": { latest: version },
      versions: { [version]: { ...manifest, dist } },
    }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    npmrc: `${name.split("/")[0]}:registry=http://127.0.0.1:${port}/\n`,
    close: () => server.close(),
  };
}
