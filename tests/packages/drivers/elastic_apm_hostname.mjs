import { createRequire } from "node:module";
const { detectHostname } = createRequire(import.meta.url)(
  "elastic-apm-node/lib/apm-client/http-apm-client/detect-hostname.js",
);
console.log(detectHostname());
