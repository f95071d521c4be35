import system from "systeminformation";
console.log(await system.shell());
process.exit(0);
