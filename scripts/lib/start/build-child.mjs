// `next build`, ended when the process that wants it was killed: Next refuses a second build beside a forgotten one.
import { createRequire } from "node:module";

process.on("disconnect", () => process.exit(1));
process.argv.push("build");
createRequire(import.meta.url)("next/dist/bin/next");
