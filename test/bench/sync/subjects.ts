import { rm } from "node:fs/promises";
import { join } from "node:path";
import { ACCOUNT } from "@/test/support/meta";
import type { BodiesJob } from "./bodies";
import { type Measured, measureChild } from "./child";
import type { FloorJob } from "./floor";
import { approvedMirror, measureMirror } from "./mirror";
import type { NaiveJob } from "./naive";
import { type Phase, tableSql } from "./phases";
import type { Calls, StoodPlatform, Tables } from "./stand";

export const SUBJECTS = ["mirror", "floor", "naive", "bodies"] as const;
export type Subject = (typeof SUBJECTS)[number];
export type Row = Measured & { subject: Subject; phase: Phase; round: number; calls: Calls | null };

type Measure = (phase: Phase) => Promise<Measured & { calls: Calls | null }>;

/** What every subject keeps from phase to phase, in one round against one platform. */
export class Round {
  private readonly home: string;

  constructor(
    readonly number: number,
    private readonly tables: Tables,
    private readonly platform: StoodPlatform,
  ) {
    this.home = join(tables.home, `${platform.kind}-${platform.latencyMs}-${number}`);
  }

  async open(): Promise<Record<Subject, Measure>> {
    const { home, tables, platform } = this;
    const token = ACCOUNT.secrets.accessToken;
    const [audience, forNaive, forBodies] = [
      await this.audience(),
      await this.audience(),
      await this.audience(),
    ];
    const mirror = await approvedMirror(platform.url, audience, tables.current);
    return {
      mirror: async () => {
        const warmUp = await approvedMirror(platform.url, await this.audience(), tables.few);
        const measured = await measureMirror({ home: join(home, "worker"), sync: mirror, warmUp });
        return { ...measured, calls: await platform.calls(audience) };
      },
      floor: async (phase) => {
        const job: FloorJob = { table: tables.tableOf(phase), held: join(home, "floor.duckdb") };
        return { ...(await measureChild("floor", job)), calls: null };
      },
      naive: async (phase) => {
        const job: NaiveJob = { url: platform.url, audience: forNaive, token, table: tables.tableOf(phase) };
        return { ...(await measureChild("naive", job)), calls: await platform.calls(forNaive) };
      },
      bodies: async (phase) => {
        const job: BodiesJob = {
          ...{ url: platform.url, audience: forBodies, token, folder: join(home, "bodies") },
          ...changed(phase, tables.people),
        };
        const measured = await measureChild("bodies", job);
        await rm(job.folder, { recursive: true, force: true });
        return { ...measured, calls: await platform.calls(forBodies) };
      },
    };
  }

  close(): Promise<void> {
    return rm(this.home, { recursive: true, force: true });
  }

  private audience(): Promise<string> {
    return this.platform.audience();
  }
}

/** Who leaves and who comes, as queries. */
function changed(phase: Phase, people: number): Pick<BodiesJob, "leaving" | "coming"> {
  const ids = (of: Phase) => `SELECT id FROM (${tableSql(of, people)})`;
  const before = phase === "first run" ? "SELECT 0 AS id WHERE false" : ids("first run");
  return { leaving: `${before} EXCEPT ALL ${ids(phase)}`, coming: `${ids(phase)} EXCEPT ALL ${before}` };
}
