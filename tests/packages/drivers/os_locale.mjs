import locale from "os-locale-v3";
for (const name of ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"]) delete process.env[name];
console.log(locale.sync(), await locale());
