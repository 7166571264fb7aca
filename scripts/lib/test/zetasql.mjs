import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { withLock } from "../lock.mjs";
import { npm } from "../npm.mjs";
import { inRoot } from "../paths.mjs";

const FOLDER = inRoot("test", "zetasql");
const STAMP = inRoot("test", "zetasql", "node_modules", ".coterie-installed");

/**
 * Installs BigQuery's analyser, which only tests use: 340 MB, in a package of its own. Quick when it is there; where it cannot be,
 * the tests that need it are skipped and say why.
 */
export async function installZetasql() {
  if (process.platform !== "linux" || process.arch !== "x64" || isInstalled()) return;
  await withLock(inRoot(".setup-lock", "zetasql"), async () => {
    if (isInstalled()) return;
    console.log("Installing BigQuery's analyser for the tests (350 MB, once)…");
    const { code } = await npm(["ci"], { cwd: FOLDER });
    if (code === 0) writeFileSync(STAMP, lockfileHash());
    else console.log("It could not be installed, so what is compiled for BigQuery is not analysed.");
  });
}

function isInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === lockfileHash();
}

function lockfileHash() {
  return createHash("sha256")
    .update(readFileSync(inRoot("test", "zetasql", "package-lock.json")))
    .digest("hex");
}
