// a profile that denies reading /usr/bin/ldd and /proc/self/exe: what detect-libc falls back to
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const filesystem = require("detect-libc/lib/filesystem.js");
filesystem.readFileSync = filesystem.readFile = () => {
  throw new Error("EACCES");
};
require("detect-libc/lib/process.js").getReport = () => ({});
const libc = require("detect-libc");
console.log(libc.familySync(), libc.versionSync());
console.log(await libc.family(), await libc.version());
