import usage from "pidusage";
const { ppid, pid } = await usage(process.pid);
console.log(pid === process.pid, ppid === process.ppid);
process.exit(0);
