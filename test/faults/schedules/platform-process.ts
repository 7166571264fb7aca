import { join } from "node:path";
import { spawnWorker, type WorkerProcess } from "@/test/support/spawn-worker";
import { PLATFORMS, type PlatformKind } from "./platforms";
import { RECORDS, type RecordKind, recordObject } from "./record-platforms";
import type { PlatformFault } from "./schedule";
import type { Held } from "./test-platform";

/** Milliseconds a batch is processed, where the platform tells later. */
const PROCESSING_MS = 400;

/** One simulator in a process of its own. */
export class PlatformProcess {
  url = "";
  private port = 0;
  private process: WorkerProcess | undefined;

  constructor(
    readonly kind: PlatformKind,
    private readonly script: string,
    private readonly home: string,
  ) {}

  async start(): Promise<void> {
    const environment = {
      SIMULATOR_KIND: this.kind,
      SIMULATOR_PORT: String(this.port),
      SIMULATOR_STATE: join(this.home, `${this.kind}.jsonl`),
    };
    this.process = await spawnWorker(this.script, environment, { ready: "simulator ready" });
    const [url = ""] = /http:\S+/.exec(this.process.output()) ?? [];
    this.url = url;
    this.port = Number(new URL(url).port);
    if (this.kind === "google") await this.tell("processing", { milliseconds: PROCESSING_MS });
  }

  async kill(): Promise<void> {
    await this.process?.kill();
  }

  /** The object of one sync, made where objects are. */
  async createObject(index: number): Promise<string> {
    // Safe: only those are among them.
    if (this.kind in RECORDS) return recordObject(this.kind as RecordKind, index);
    return this.createList(`Audience ${index + 1}`);
  }

  private async createList(name: string): Promise<string> {
    const { definition } = PLATFORMS[this.kind];
    const { settings, secrets } = definition.simulator!.account;
    const client = definition.connect({
      settings: definition.settings.parse(settings),
      secrets,
      endpoint: this.url,
    });
    const { id } = await client.set!.createObject({ name });
    await client.close?.();
    return id;
  }

  async plan(faults: readonly PlatformFault[]): Promise<void> {
    const { path } = PLATFORMS[this.kind];
    const planned = faults.map(({ asking, nth = 1, ...fault }) => {
      return { ...fault, match: { path: path({ asking, ...fault }), nth } };
    });
    await this.tell("faults", { faults: planned });
  }

  /** From now on everything goes well. */
  async forgive(): Promise<void> {
    const answer = await fetch(`${this.url}/_simulator/faults`, { method: "DELETE" });
    if (!answer.ok) throw new Error("The simulator kept its faults.");
  }

  async tell(name: "people" | "faults" | "processing", body: object): Promise<void> {
    const answer = await fetch(`${this.url}/_simulator/${name}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The simulator refused ${name}: ${await answer.text()}`);
  }

  async held(object: string): Promise<Held> {
    const { shown } = PLATFORMS[this.kind];
    const answer = await fetch(`${this.url}/_simulator/state?${shown.query}`);
    return shown.heldIn(await answer.json(), object);
  }
}
