// The median time of each command that is named on the command line as JSON, in microseconds.
import { spawnSync } from "node:child_process";

const runs = 31;
const medians = JSON.parse(process.argv[2]).map(([file, args]) => {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    spawnSync(file, args);
    return (performance.now() - start) * 1000;
  });
  return times.sort((a, b) => a - b)[runs >> 1];
});
console.log(JSON.stringify(medians));
