// SPDX-License-Identifier: Apache-2.0

/** From the place of an API to what answers its calls. @module */
import { Pass } from "../lookups/types.ts";
import { type Engine, engine } from "./engine.ts";
import { record } from "./outcomes.ts";
import { state } from "./state.ts";

/** Hands one call of an API to what answers it; `pass` is the original's way. */
export function hand<T>(api: string, use: (engine: Engine) => T, pass: () => T): T {
  const loaded = state.enabled ? loadedFor(api) : undefined;
  return loaded ? use(loaded) : pass();
}

/**
 * What answers the calls of an API; undefined where it cannot be loaded, and they pass.
 *
 * @throws {Error} where the policy lets nothing pass
 */
export function loadedFor(api: string): Engine | undefined {
  try {
    return engine();
  } catch (thrown) {
    if (!(thrown instanceof Pass)) throw thrown;
    const { reason } = thrown;
    const refuses = state.settings.unknown === "refuse";
    const command = "(unread)";
    record(
      { api, file: command, args: [] },
      refuses ? { kind: "refused", reason, command } : { kind: "passed", reason },
    );
    if (!refuses) return undefined;
    throw Object.assign(new Error(`Cannot tell what ${api} may run: ${reason}`), {
      code: "EACCES",
    });
  }
}

/** What rewrites the arguments of workers; undefined where one starts as it is. */
export function loadedForWorker(): Engine | undefined {
  return state.enabled ? loadedFor("Worker") : undefined;
}
