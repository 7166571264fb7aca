import { z } from "zod";
import { NotFound } from "@/lib/core/errors";
import type { TableAge } from "@/lib/core/schedule/cadence";
import { sourceFacts } from "../run/execute/source-facts";
import { runWithSubject } from "../run/execute/subject";
import { openWarehouse } from "../segment/open-warehouse";
import { service } from "../service";

/** The newest rows of the tables a sync reads, as its last run read them; nothing before it has run. */
export const sourceAge = service(
  { name: "sync.source_age", role: "marketer", input: z.object({ id: z.string() }) },
  async ({ actor, db, signal = new AbortController().signal }, { id }): Promise<TableAge[]> => {
    const { workspaceId } = actor;
    const sync = await db.sync.findFirst({
      where: { id, workspaceId, endedAt: null },
      select: { runs: { orderBy: { createdAt: "desc" }, take: 1, select: { id: true } } },
    });
    if (!sync) throw new NotFound("sync", id);
    const [last] = sync.runs;
    if (!last) return [];
    const { subject } = await runWithSubject(last.id);
    const { warehouse, dialect } = await openWarehouse(subject.catalog, subject.baseFolder);
    try {
      const asking = { subject: { ...subject, asOf: new Date().toISOString() }, warehouse, dialect, signal };
      const { tables } = await sourceFacts(asking, (guard) => guard === "freshness");
      return tables.flatMap(({ label, newest }) => (newest === null ? [] : [{ label, newest }]));
    } finally {
      await warehouse.close();
    }
  },
);
