// Runs `prepare` of lib/cli/boot.ts: demo data and story, or nothing when they are there.
import { pathToFileURL } from "node:url";
import { inRoot } from "../paths.mjs";
import { exitWith } from "../say.mjs";

// A library's notice to its users' programmers is nothing to whoever types npm start.
process.noDeprecation = true;
process.on("disconnect", () => process.exit(1));

try {
  const { prepare } = await import(pathToFileURL(inRoot("dist/boot.mjs")).href);
  await prepare({
    home: process.env.COTERIE_HOME,
    empty: process.env.COTERIE_DEMO !== "1",
    databaseUrl: process.env.DATABASE_URL,
    restoredFrom: process.env.COTERIE_RESTORED_FROM || null,
    log: (line) => console.log(line),
  });
  process.exit(0);
} catch (error) {
  exitWith(error);
}
