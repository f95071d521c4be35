import id from "node-machine-id";
console.log(id.machineIdSync(), await id.machineId());
