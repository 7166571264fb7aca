import { spawn } from "node:child_process";
import { root } from "../paths.mjs";
import { childEnvironment } from "../runtime.mjs";

/**
 * Runs a command without input and collects what it says; with `shown`, it is also printed as it comes.
 * Resolves to `{ code, output }` whatever the end.
 */
export function runCommand(command, args, { env = {}, shown = false } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: childEnvironment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const take = (chunk) => {
    output += chunk;
    if (shown) process.stdout.write(chunk);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
