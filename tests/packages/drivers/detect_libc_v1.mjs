import libc from "detect-libc-v1";
console.log(libc.family, libc.version, libc.method);
