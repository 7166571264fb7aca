import { spawn } from "node:child_process";
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

/** Starts the product's worker as a process of its own, as `npm run worker` does. */
export async function startWorkerProcess(environment: Record<string, string>): Promise<WorkerProcess> {
  const script = await bundle("worker", "lib/jobs/main.ts");
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, NODE_OPTIONS: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = once(child, "exit").then(([, signal]) => signal as NodeJS.Signals | null);
  const ready = new Promise<void>((resolve) => {
    const listen = (text: string) => {
      output += text;
      if (output.includes("worker ready")) resolve();
    };
    child.stdout.setEncoding("utf8").on("data", listen);
    child.stderr.setEncoding("utf8").on("data", listen);
  });
  await Promise.race([ready, ended.then(() => failedToStart(output))]);
  const kill = async (signal: NodeJS.Signals = "SIGKILL") => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  return { pid: child.pid!, output: () => output, ended, kill };
}

function failedToStart(output: string): never {
  throw new Error(`The worker process did not start:\n${output}`);
}
