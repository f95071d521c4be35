// SPDX-License-Identifier: Apache-2.0

/** Asks the lookups for each command of a list, as whoever runs this; gives their outcomes. @module */
import { readFileSync } from "node:fs";
import process from "node:process";
import { askCommand } from "../asked.ts";

const commands = JSON.parse(readFileSync(process.argv[2]!, "utf8"));
process.stdout.write(JSON.stringify(commands.map(askCommand)));
