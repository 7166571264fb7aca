import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fingerprint } from "../fingerprint.mjs";
import { withLock } from "../lock.mjs";
import { inCache, inRoot } from "../paths.mjs";
import { knownCause, Refusal } from "../say.mjs";
import { runChild } from "./children.mjs";

const BUILD = inRoot("scripts/lib/start/build-child.mjs");
const STAMP = inRoot(".next", "coterie-sources");

const SOURCES = [
  ...["app", "components", "lib", "public"],
  ...[
    "instrumentation.ts",
    "proxy.ts",
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
  ],
];

/** Builds the screens when a source changed since the last whole build. */
export async function ensureBuild(environment, shutdown) {
  if (isBuilt(fingerprint(SOURCES))) return;
  await withLock(inCache("build.lock"), async () => {
    const sources = fingerprint(SOURCES);
    if (isBuilt(sources)) return;
    console.log("Building the screens (half a minute)…");
    rmSync(STAMP, { force: true });
    await build(environment, shutdown);
    writeFileSync(STAMP, sources);
  });
}

const isBuilt = (sources) => existsSync(STAMP) && readFileSync(STAMP, "utf8") === sources;

async function build(environment, shutdown) {
  const { child, ended } = runChild(BUILD, { environment, shutdown, stdio: "pipe" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const { code } = await ended;
  if (code === 0) return;
  const cause = knownCause(output);
  throw new Refusal(
    cause ? `The screens could not be built. ${cause}` : `The screens could not be built:\n${output}`,
  );
}
