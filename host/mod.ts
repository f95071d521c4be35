// SPDX-License-Identifier: Apache-2.0

/** The real host. @module */
import type { Host } from "../lookups/host.ts";
import { addresses } from "./addresses.ts";
import { files } from "./files.ts";
import { hypervisor } from "./hypervisor.ts";
import { limits } from "./limits.ts";
import { metadata } from "./metadata.ts";
import { system } from "./system.ts";

/** The system that this process runs on. */
export const host: Host = {
  ...files,
  ...system,
  ...addresses,
  ...limits,
  ...hypervisor,
  ...metadata,
};
