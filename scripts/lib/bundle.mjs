import { randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { inRoot, root } from "./paths.mjs";

const DAY = 24 * 60 * 60_000;

/**
 * Bundles a TypeScript entry of the product into dist/NAME.mjs when one of its sources changed, and returns that path.
 * Node strips types but does not resolve extensionless imports or the `@/` alias; packages stay outside the bundle.
 */
export async function bundle(name, entry) {
  const target = inRoot("dist", `${name}.mjs`);
  const record = inRoot("dist", `${name}.inputs.json`);
  if (isFresh(record)) return target;
  const { build, stop } = await import("esbuild");
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
  // Its process would stay for as long as this one: 80 MB of a worker.
  await stop();
  requireSources(result.metafile);
  // Chunks carry their hash in the name, so the entry is written last: a process that starts meanwhile sees a whole set.
  const [chunks, entries] = partition(result.outputFiles, (file) => file.path !== target);
  for (const file of [...chunks, ...entries]) replaceFile(file.path, file.contents);
  const made = Object.keys(result.metafile.outputs);
  const files = [...Object.keys(result.metafile.inputs), "package-lock.json", "tsconfig.json"];
  replaceFile(record, JSON.stringify({ made, contents: fingerprint(files), inputs: describe(files) }));
  removeOldChunks(made);
  return target;
}

/** What the alias names and nobody wrote yet would pass for a package: a bundle that cannot run and never looks stale. */
function requireSources({ outputs }) {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const missing = imports.find(({ path, external }) => external && path.startsWith("@/"));
  if (missing) throw new Error(`${missing.path} is not there: npm run generate writes what is generated.`);
}

/** Sizes and times of the sources: a few hundred stats take milliseconds, hashing them would not. */
const describe = (files) => Object.fromEntries(files.map((file) => [file, state(file)]));

/** Images and archives round times: what has other times is read before it is bundled again. */
function isFresh(record) {
  try {
    const { made, contents, inputs } = JSON.parse(readFileSync(record, "utf8"));
    if (!made.every((file) => existsSync(inRoot(file)))) return false;
    const isUnchanged = ([file, known]) => state(file) === known;
    return Object.entries(inputs).every(isUnchanged) || fingerprint(Object.keys(inputs)) === contents;
  } catch {
    return false;
  }
}

function state(file) {
  const stat = statSync(path.join(root, file), { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : "absent";
}

/** Not the young ones: a process that started before the change may still load them, and other bundles have theirs. */
function removeOldChunks(made) {
  const folder = inRoot("dist", "chunks");
  if (!existsSync(folder)) return;
  const kept = new Set([...made, ...chunksOfOthers()].map((file) => path.basename(file)));
  for (const name of readdirSync(folder).filter((each) => !kept.has(each))) {
    const stat = statSync(path.join(folder, name), { throwIfNoEntry: false });
    if (stat && Date.now() - stat.mtimeMs > DAY) rmSync(path.join(folder, name), { force: true });
  }
}

function chunksOfOthers() {
  const records = readdirSync(inRoot("dist")).filter((name) => name.endsWith(".inputs.json"));
  return records.flatMap((name) => JSON.parse(readFileSync(inRoot("dist", name), "utf8")).made ?? []);
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
