import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { inRoot } from "./paths.mjs";
import { Refusal } from "./say.mjs";

const OLDEST = [22, 12];
const PREFERRED_MAJOR = 24;

const folder = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const binary = process.platform === "win32" ? "node.exe" : "node";

/** The Node that npm installed with the product, where npm has one for this platform. */
export function installedNode() {
  const file = inRoot("node_modules", folder, "bin", binary);
  return existsSync(file) ? file : undefined;
}

/** The Node to run the product on: this one when it is new enough, else the installed one. */
export function productNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major >= PREFERRED_MAJOR) return process.execPath;
  const installed = installedNode();
  if (installed) return installed;
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath;
  throw new Refusal(
    `Coterie needs Node ${OLDEST.join(".")} or later and this is ${process.version}: install Node ${PREFERRED_MAJOR} from nodejs.org (npm carries none for ${process.platform} ${process.arch}).`,
  );
}

/**
 * Runs the calling script again on the product's Node when this one is too old, and ends with its result.
 * Returns at once when this Node is the right one.
 */
export async function continueOnProductNode(script) {
  const node = productNode();
  if (node === process.execPath) return;
  const child = spawn(node, [...process.execArgv, script, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (...end) => resolve(end));
  });
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
}

/** The environment for child processes: the product's Node and the local tools come first on the path. */
export function childEnvironment(extra = {}) {
  const separator = process.platform === "win32" ? ";" : ":";
  const bin = inRoot("node_modules", ".bin");
  const paths = (process.env.PATH ?? "").split(separator).filter((entry) => entry !== bin);
  return { ...process.env, PATH: [bin, ...paths].join(separator), ...extra };
}
