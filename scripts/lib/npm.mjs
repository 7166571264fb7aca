import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { inRoot, root } from "./paths.mjs";

/**
 * Install scripts are not needed (the one that is, links of the Postgres libraries, is run before its first use) and one
 * of them downloads; `npm ci` empties node_modules first, so a half-finished install is never built upon. Resolves to
 * `{ code, output }`, what npm complained about.
 */
export function npm(command, { cwd = root } = {}) {
  const script = process.env.npm_execpath;
  const args = [
    ...command,
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const [program, prefix] = script ? [nodeOutsideModules(), [script]] : ["npm", []];
  const child = spawn(program, [...prefix, ...args], {
    cwd,
    env: environmentForNpm(),
    stdio: ["ignore", "inherit", "pipe"],
    shell: !script && process.platform === "win32",
  });
  let output = "";
  child.stderr.on("data", (chunk) => {
    output += chunk;
    process.stderr.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** `npm ci` deletes node_modules: a Node that lives there would disappear under npm's feet. */
function nodeOutsideModules() {
  if (!process.execPath.startsWith(inRoot("node_modules"))) return process.execPath;
  for (const folder of pathOutsideModules()) {
    const node = path.join(folder, process.platform === "win32" ? "node.exe" : "node");
    if (existsSync(node)) return node;
  }
  return process.execPath;
}

function pathOutsideModules() {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.filter((folder) => folder && !folder.includes(`node_modules${path.sep}.bin`));
}

/** What an outer npm passes down would make the inner one act on another folder or leave out the tools. */
function environmentForNpm() {
  const foreign =
    /^(npm_(lifecycle|package)_.*|npm_config_(global|prefix|local_prefix|omit|production)|NODE_ENV)$/i;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), PATH: pathOutsideModules().join(path.delimiter) };
}
