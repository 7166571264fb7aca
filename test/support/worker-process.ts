import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { bundle } from "@/scripts/lib/bundle.mjs";

export type WorkerProcess = {
  pid: number;
  /** Everything it said so far, on both channels. */
  output: () => string;
  /** Resolves with the signal that ended it. */
  ended: Promise<NodeJS.Signals | null>;
  kill(signal?: NodeJS.Signals): Promise<void>;
};

/** Starts a real worker process, bundled as the product's own entries are. */
export async function startWorkerProcess(environment: Record<string, string>): Promise<WorkerProcess> {
  const script = await bundle("test-worker", "test/faults/worker-process.ts");
  const child = spawn(process.execPath, ["--enable-source-maps", script], {
    env: { ...process.env, NODE_OPTIONS: "", ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  child.stdout!.on("data", (text) => (output += text));
  child.stderr!.on("data", (text) => (output += text));
  const ended = once(child, "exit").then(([, signal]) => signal as NodeJS.Signals | null);
  await Promise.race([once(child, "message"), ended.then(() => failedToStart(output))]);
  return {
    pid: child.pid!,
    output: () => output,
    ended,
    kill: (signal = "SIGKILL") => end(child, ended, signal),
  };
}

async function end(child: ChildProcess, ended: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await ended;
}

function failedToStart(output: string): never {
  throw new Error(`The worker process did not start:\n${output}`);
}
