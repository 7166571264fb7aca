import { type ChildProcess, fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { link, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAudience, heldByMeta } from "@/test/support/meta";
import { writePeople } from "@/test/support/people-file";
import { PHASES, type Phase, tableSql } from "./phases";
import type { AudienceLog } from "./platform";

export type PlatformKind = "counting" | "simulator";
/** Calls that wrote, by what they did, and others. */
export type Calls = Pick<AudienceLog, "looks" | "adds" | "removes"> & { seconds: number };

/** A platform as a process of its own. */
export class StoodPlatform {
  private readonly counted = new Map<string, { adds: number; removes: number }>();

  private constructor(
    readonly kind: PlatformKind,
    readonly latencyMs: number,
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(kind: PlatformKind, latencyMs: number): Promise<StoodPlatform> {
    const child = fork(process.argv[1]!, [kind, String(latencyMs)], { execArgv: [] });
    const [url] = (await once(child, "message")) as [string];
    return new StoodPlatform(kind, latencyMs, url, child);
  }

  audience(): Promise<string> {
    return this.kind === "simulator" ? createAudience(this.url) : Promise.resolve(String(randomInt(2 ** 47)));
  }

  /** Since it was last asked; the simulator counts only what writes, and no time. */
  async calls(audience: string): Promise<Calls> {
    if (this.kind === "simulator") {
      const { calls } = await heldByMeta(this.url, audience);
      const before = this.counted.get(audience) ?? { adds: 0, removes: 0 };
      const adds = calls.add - before.adds;
      const removes = calls.remove - before.removes;
      this.counted.set(audience, { adds: calls.add, removes: calls.remove });
      return { looks: Number.NaN, adds, removes, seconds: Number.NaN };
    }
    this.child.send(audience);
    const [log] = (await once(this.child, "message")) as [AudienceLog | null];
    if (!log) return { looks: 0, adds: 0, removes: 0, seconds: 0 };
    return { ...log, seconds: (log.lastAt - log.firstAt) / 1_000 };
  }

  stop(): void {
    this.child.kill();
  }
}

/** The company's table as it is in every phase, and `current`, which is whichever was put there. */
export type Tables = Awaited<ReturnType<typeof standTables>>;

export async function standTables(people: number) {
  const home = await mkdtemp(join(tmpdir(), "coterie-bench-sync-"));
  const tableOf = (phase: Phase) => join(home, `people-${PHASES.indexOf(phase)}.duckdb`);
  for (const phase of PHASES) await writePeople(tableOf(phase), tableSql(phase, people));
  const few = join(home, "few.duckdb");
  await writePeople(few, tableSql("first run", 1_000));
  const current = join(home, "current.duckdb");
  return {
    ...{ home, people, few, current, tableOf },
    async put(phase: Phase) {
      await rm(current, { force: true });
      await link(tableOf(phase), current);
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
