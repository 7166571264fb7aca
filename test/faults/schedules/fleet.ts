import type { WarmPool, WarmWorker } from "./warm-worker";

/** Worker processes that are killed and replaced, and everything they said. */
export class Fleet {
  private readonly places: (WarmWorker | undefined)[];
  private readonly meant = new Set<WarmWorker>();
  private readonly words: string[] = [];
  private readonly problems: string[] = [];

  constructor(
    private readonly pool: WarmPool,
    private readonly environment: Record<string, string>,
    size: number,
  ) {
    this.places = Array.from({ length: size });
  }

  async start(
    place: number,
    environment: Record<string, string> = {},
    worker = this.pool.take(),
  ): Promise<WarmWorker> {
    this.places[place] = worker;
    await worker.start({ ...this.environment, ...environment });
    return worker;
  }

  /** Fills every empty place, as whatever watches over processes would. */
  async fill(): Promise<void> {
    const filled = Array.from(this.places, async (worker, place) => {
      if (worker && !worker.isGone) return;
      if (worker) await this.lookBack(worker);
      await this.start(place);
    });
    await Promise.all(filled);
  }

  async kill(place: number): Promise<void> {
    const worker = this.places[place];
    this.places[place] = undefined;
    if (!worker) return;
    this.meant.add(worker);
    await worker.kill();
    await this.lookBack(worker);
  }

  /** Ends its work as a worker that is asked to end does; the process waits for others to work for. */
  async stop(place: number): Promise<void> {
    const worker = this.places[place];
    this.places[place] = undefined;
    if (!worker) return;
    if (worker.isGone) return this.lookBack(worker);
    const hasStopped = await worker.stop();
    this.words.push(worker.said);
    if (hasStopped) this.pool.giveBack(worker);
    else this.problems.push(`a worker that was asked to end did not: ${worker.said.slice(-1_500)}`);
  }

  async emptyAll(how: "kill" | "stop"): Promise<void> {
    await Promise.all(this.places.map((_, place) => this[how](place)));
  }

  jump(place: number, byMs: number): void {
    this.places[place]?.jump(byMs);
  }

  /** As time servers do in the end. */
  putClocksRight(): void {
    for (const place of this.places.keys()) this.jump(place, 0);
  }

  said(): string {
    return [...this.words, ...this.places.map((worker) => worker?.said ?? "")].join("\n");
  }

  /** What workers said last that ended although nobody killed them, or did not end when asked to. */
  endedByThemselves(): string[] {
    return this.problems;
  }

  private async lookBack(worker: WarmWorker): Promise<void> {
    this.words.push(worker.said);
    if (!this.meant.has(worker) && (await worker.ended) !== "SIGKILL") {
      this.problems.push(`a worker ended by itself: ${worker.said.slice(-1_500)}`);
    }
  }
}
