// a distribution that it does not know, and libraries that it may not list: it asks ldconfig(8)
import { createRequire } from "node:module";
import fs from "node:fs";
const { readFile, readdir } = fs.promises;
const denied = () => Promise.reject(new Error("EACCES"));
fs.promises.readFile = (path, ...rest) =>
  path === "/etc/os-release" ? denied() : readFile(path, ...rest);
fs.promises.readdir = (path, ...rest) =>
  /lib/.test(String(path)) ? denied() : readdir(path, ...rest);
const { getBinaryTargetForCurrentPlatform } = createRequire(import.meta.url)("@prisma/get-platform");
console.log(await getBinaryTargetForCurrentPlatform());
