import { createRequire } from "node:module";
const { cpuCoreCount } = createRequire(import.meta.url)("gatsby-core-utils");
console.log(cpuCoreCount(true));
process.exit(0);
