import { spawn } from "node:child_process";
import { root } from "../paths.mjs";
import { childEnvironment } from "../runtime.mjs";

const LONGEST = 15 * 60_000;

/**
 * Runs a command without input and collects what it says. Resolves to `{ code, output }` whatever the end; one that
 * hangs is ended and has failed.
 */
export function runCommand(command, args, { env = {} } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: childEnvironment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const take = (chunk) => {
    output += chunk;
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const timer = setTimeout(() => {
    output += `\nStill running after ${LONGEST / 60_000} minutes, and ended.\n`;
    child.kill("SIGKILL");
  }, LONGEST);
  child.on("close", () => clearTimeout(timer));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
