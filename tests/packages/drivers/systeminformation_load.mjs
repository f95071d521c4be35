import system from "systeminformation";
const { cpus, ...load } = await system.currentLoad();
// the load itself changes from call to call
console.log(cpus.length, Object.entries(load).map(([key, value]) => [key, typeof value]));
process.exit(0);
