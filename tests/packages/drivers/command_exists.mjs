import exists from "command-exists";
console.log(await exists("ls"), exists.sync("ls"), await exists("nope-zz").catch(() => "no"));
