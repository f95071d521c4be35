// A small real server whose dependencies ask the system: unchanged packages from npm.
import { createServer } from "node:http";
import libc from "detect-libc-v1";
import usage from "pidusage";

for (const name of ["USER", "HOSTNAME"]) delete process.env[name];
const osenv = (await import("osenv")).default;
// it asks behind the first call and tells from the second on
osenv.user();
osenv.hostname();

const server = createServer(async (_request, response) => {
  const { ppid } = await usage(process.pid);
  response.setHeader("connection", "close");
  response.end(
    JSON.stringify({
      libc: `${libc.family} ${libc.version}`,
      user: osenv.user(),
      host: osenv.hostname(),
      hasParent: ppid === process.ppid,
    }),
  );
  server.close();
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
