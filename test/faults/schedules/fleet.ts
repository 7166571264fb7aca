import { spawnWorker, type WorkerProcess } from "@/test/support/spawn-worker";

type Traits = { environment?: Record<string, string>; fileKilobytes?: number };

/** Worker processes that are killed and replaced, and everything they ever said. */
export class Fleet {
  private readonly places: (WorkerProcess | undefined)[];
  private readonly all: WorkerProcess[] = [];
  private readonly meant = new Set<WorkerProcess>();

  constructor(
    private readonly script: string,
    private readonly environment: Record<string, string>,
    size: number,
  ) {
    this.places = Array.from({ length: size });
  }

  async start(place: number, traits: Traits = {}): Promise<WorkerProcess> {
    const environment = { ...this.environment, ...traits.environment };
    const worker = await spawnWorker(this.script, environment, traits);
    this.all.push(worker);
    this.places[place] = worker;
    return worker;
  }

  /** Fills every empty place, as whatever watches over processes would. */
  async fill(): Promise<void> {
    const started = Array.from(this.places, async (worker, place) => {
      if (!worker || (await hasEnded(worker))) await this.start(place);
    });
    await Promise.all(started);
  }

  async kill(place: number, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const worker = this.places[place];
    this.places[place] = undefined;
    if (!worker) return;
    this.meant.add(worker);
    await worker.kill(signal);
  }

  async killAll(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    await Promise.all(this.places.map((_, place) => this.kill(place, signal)));
  }

  said(): string {
    return this.all.map((worker) => worker.output()).join("\n");
  }

  /** What the workers said last that ended although nobody killed them. */
  async endedByThemselves(): Promise<string[]> {
    const ended: string[] = [];
    for (const worker of this.all) {
      if (this.meant.has(worker) || !(await hasEnded(worker))) continue;
      if ((await worker.ended) !== "SIGKILL") ended.push(worker.output().slice(-1_500));
    }
    return ended;
  }
}

async function hasEnded(worker: WorkerProcess): Promise<boolean> {
  const not = Symbol("not");
  return (await Promise.race([worker.ended, Promise.resolve(not)])) !== not;
}
