import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inRoot, root } from "./paths.mjs";

/**
 * Bundles a TypeScript entry of the product into dist/NAME.mjs when one of its sources changed, and returns that path.
 * Node strips types but does not resolve extensionless imports or the `@/` alias; packages stay outside the bundle.
 */
export async function bundle(name, entry) {
  const target = inRoot("dist", `${name}.mjs`);
  const record = inRoot("dist", `${name}.inputs.json`);
  if (isFresh(record)) return target;
  const { build } = await import("esbuild");
  const result = await build({
    absWorkingDir: root,
    entryPoints: { [name]: entry },
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22",
    packages: "external",
    metafile: true,
    write: false,
    logLevel: "error",
  });
  // Chunks carry their hash in the name, so the entry is written last: a process that starts meanwhile sees a whole set.
  const [chunks, entries] = partition(result.outputFiles, (file) => file.path !== target);
  for (const file of [...chunks, ...entries]) replaceFile(file.path, file.contents);
  replaceFile(record, JSON.stringify(describeInputs(Object.keys(result.metafile.inputs))));
  return target;
}

/** Sizes and times of the sources: a few hundred stats take milliseconds, hashing them would not. */
function describeInputs(files) {
  return Object.fromEntries(
    [...files, "package-lock.json", "tsconfig.json"].map((file) => [file, state(file)]),
  );
}

function isFresh(record) {
  try {
    const inputs = Object.entries(JSON.parse(readFileSync(record, "utf8")));
    return inputs.every(([file, known]) => state(file) === known);
  } catch {
    return false;
  }
}

function state(file) {
  const stat = statSync(path.join(root, file), { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : "absent";
}

function partition(items, belongs) {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function replaceFile(file, contents) {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}
