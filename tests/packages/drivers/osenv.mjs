for (const name of ["USER", "HOSTNAME"]) delete process.env[name];
const osenv = (await import("osenv")).default;
osenv.user();
osenv.hostname();
// it asks behind the first call and tells from the second on
await new Promise((resolve) => setTimeout(resolve, 500));
console.log(osenv.user(), osenv.hostname());
