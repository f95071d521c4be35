// a distribution that it does not know, and no folder of libraries: it asks ldconfig(8)
import { createRequire } from "node:module";
import fs from "node:fs";
const { readFile, readdir } = fs.promises;
const missing = () => Promise.reject(Object.assign(new Error("ENOENT"), { code: "ENOENT" }));
fs.promises.readFile = (path, ...rest) =>
  path === "/etc/os-release" ? missing() : readFile(path, ...rest);
fs.promises.readdir = (path, ...rest) =>
  /lib/.test(String(path)) ? missing() : readdir(path, ...rest);
const { getBinaryTargetForCurrentPlatform } = createRequire(import.meta.url)("@prisma/get-platform");
console.log(await getBinaryTargetForCurrentPlatform());
