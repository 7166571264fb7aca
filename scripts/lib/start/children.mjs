import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { root } from "../paths.mjs";
import { childEnvironment } from "../runtime.mjs";

const PATIENCE = 15_000;

/** pg deprecates how Prisma's adapter queues queries of one transaction: nothing whoever reads the terminal can mend. */
const QUIET = ["--disable-warning=DeprecationWarning"];

/**
 * Runs a script of ours as a child that ends with this process: it is stopped on shutdown, and notices by its channel
 * when this process was killed. `message` is the first it sends; `ended` its exit.
 */
export function runChild(script, { environment, shutdown, args = [], stdio = "inherit" }) {
  const child = spawn(process.execPath, [...QUIET, script, ...args], {
    cwd: root,
    env: childEnvironment(environment),
    stdio: ["ignore", stdio, stdio, "ipc"],
  });
  const ended = new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal }));
  });
  shutdown.add(() => stop(child, ended));
  const message = new Promise((resolve) => {
    child.once("message", resolve);
    ended.then(() => resolve({}));
  });
  return { child, ended, message };
}

async function stop(child, ended) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = new AbortController();
  const late = sleep(PATIENCE, "late", { signal: timer.signal }).catch(() => {});
  if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  timer.abort();
  await ended;
}
