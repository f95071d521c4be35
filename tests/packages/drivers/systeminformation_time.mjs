import system from "systeminformation";
const { timezone, timezoneName } = system.time();
console.log(timezone, timezoneName);
process.exit(0);
