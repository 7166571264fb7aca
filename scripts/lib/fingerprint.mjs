import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { root } from "./paths.mjs";

/** One hash over the names and contents of files and folders of the repository; what is absent counts as absent. */
export function fingerprint(entries, ignore = () => false) {
  const hash = createHash("sha256");
  for (const entry of [...entries].sort()) {
    for (const file of filesUnder(entry)) {
      if (ignore(file)) continue;
      hash
        .update(`${file}\0`)
        .update(readFileSync(path.join(root, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

function filesUnder(entry) {
  const stat = statSync(path.join(root, entry), { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory()) return [entry];
  const names = readdirSync(path.join(root, entry)).sort();
  return names.filter((name) => name !== "node_modules").flatMap((name) => filesUnder(`${entry}/${name}`));
}
