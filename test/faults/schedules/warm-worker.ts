import { spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Order =
  | { do: "start"; environment: Record<string, string> }
  | { do: "jump"; byMs: number }
  | { do: "stop" };
export type Answer = "waiting" | "working";

/** Longer than a worker may take to let go of what it does. */
const STOP_MS = 20_000;

/** A worker process that is loaded and waits until it gets an order; it can be killed at any time. */
export class WarmWorker {
  private readonly child;
  private output = "";
  private readonly listeners = new Set<(answer: Answer) => void>();
  /** Resolves with the signal that ended it. */
  readonly ended: Promise<NodeJS.Signals | null>;
  private readonly loaded: Promise<void>;
  isGone = false;

  /** `fileKilobytes`: no file it writes grows beyond so many. */
  constructor(script: string, fileKilobytes?: number) {
    // Ignored, the signal of a file that is too large leaves an error in its place, as a full disk does.
    const limited = `trap '' XFSZ; ulimit -f ${fileKilobytes}; exec "$0" "$@"`;
    const words = ["--max-semi-space-size=32", script];
    const [program, ...more] =
      fileKilobytes === undefined
        ? [process.execPath, ...words]
        : ["bash", "-c", limited, process.execPath, ...words];
    const environment = { NODE_OPTIONS: "", NODE_COMPILE_CACHE: join(tmpdir(), "coterie-faults-cache") };
    this.child = spawn(program!, more, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const listen = (text: string) => {
      this.output += text;
    };
    this.child.stdout!.setEncoding("utf8").on("data", listen);
    this.child.stderr!.setEncoding("utf8").on("data", listen);
    this.child.on("message", (answer: Answer) => {
      for (const listener of this.listeners) listener(answer);
    });
    // An order to one that died just now.
    this.child.on("error", () => undefined);
    this.ended = once(this.child, "exit").then(([, signal]) => {
      this.isGone = true;
      return signal as NodeJS.Signals | null;
    });
    this.loaded = this.answered("waiting");
  }

  get said(): string {
    return this.output;
  }

  async start(environment: Record<string, string>): Promise<void> {
    await this.loaded;
    // What it said for others before is theirs.
    this.output = "";
    await this.order({ do: "start", environment }, "working");
  }

  jump(byMs: number): void {
    this.child.send({ do: "jump", byMs } satisfies Order, () => undefined);
  }

  /** Lets go of its work as on SIGTERM, and waits again; whether it did so in time. */
  async stop(): Promise<boolean> {
    const timer = setTimeout(() => void this.kill(), STOP_MS);
    await this.order({ do: "stop" }, "waiting").catch(() => undefined);
    clearTimeout(timer);
    return !this.isGone;
  }

  async kill(): Promise<void> {
    if (!this.isGone) this.child.kill("SIGKILL");
    await this.ended;
  }

  private async order(order: Order, answer: Answer): Promise<void> {
    const answered = this.answered(answer);
    this.child.send(order, () => undefined);
    await answered;
  }

  private async answered(wanted: Answer): Promise<void> {
    if (this.isGone) throw new Error(`A worker ended before it was ${wanted}:\n${this.output}`);
    const heard = Promise.withResolvers<void>();
    const listener = (answer: Answer) => {
      if (answer === wanted) heard.resolve();
    };
    this.listeners.add(listener);
    const gone = once(this.child, "exit").then(() => {
      throw new Error(`A worker ended before it was ${wanted}:\n${this.output}`);
    });
    gone.catch(() => undefined);
    try {
      await Promise.race([heard.promise, gone]);
    } finally {
      this.listeners.delete(listener);
    }
  }
}

/** Workers that are loaded and wait, so that nobody waits for one. */
export class WarmPool {
  private readonly waiting: WarmWorker[] = [];

  constructor(
    private readonly script: string,
    private readonly spare = 2,
  ) {}

  take(): WarmWorker {
    const worker = this.waiting.shift() ?? new WarmWorker(this.script);
    while (this.waiting.length < this.spare) this.waiting.push(new WarmWorker(this.script));
    return worker.isGone ? this.take() : worker;
  }

  /** One that can write no file beyond so many kilobytes. */
  limited(fileKilobytes: number): WarmWorker {
    return new WarmWorker(this.script, fileKilobytes);
  }

  giveBack(worker: WarmWorker): void {
    this.waiting.unshift(worker);
  }

  async close(): Promise<void> {
    await Promise.all(this.waiting.splice(0).map((worker) => worker.kill()));
  }
}
