import { spawn } from "node:child_process";
import { once } from "node:events";

export type WorkerProcess = {
  pid: number;
  /** Everything it said so far, on both channels. */
  output: () => string;
  /** Resolves with the signal that ended it. */
  ended: Promise<NodeJS.Signals | null>;
  kill(signal?: NodeJS.Signals): Promise<void>;
};

export type SpawnOptions = {
  /** No file grows beyond so many kilobytes, as on a disk that is full. */
  fileKilobytes?: number;
  /** What it says once it works. */
  ready?: string;
  /** Node's own. */
  flags?: readonly string[];
};

/** A Node program as a process of its own, from the moment it is ready. */
export async function spawnWorker(
  script: string,
  environment: Record<string, string>,
  { fileKilobytes, ready: mark = "worker ready", flags = [] }: SpawnOptions = {},
): Promise<WorkerProcess> {
  // Ignored, the signal of a file that is too large leaves an error in its place, as a full disk does.
  const limited = `trap '' XFSZ; ulimit -f ${fileKilobytes}; exec "$0" "$@"`;
  const [program, ...words] =
    fileKilobytes === undefined
      ? [process.execPath, ...flags, script]
      : ["bash", "-c", limited, process.execPath, ...flags, script];
  const child = spawn(program!, words, {
    env: { ...process.env, NODE_OPTIONS: "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const ended = once(child, "exit").then(([, signal]) => signal as NodeJS.Signals | null);
  const ready = new Promise<void>((resolve) => {
    const listen = (text: string) => {
      output += text;
      if (output.includes(mark)) resolve();
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
  throw new Error(`The process did not start:\n${output}`);
}
