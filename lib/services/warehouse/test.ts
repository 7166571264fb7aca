import { z } from "zod";
import { asCoterieError } from "@/lib/core/errors";
import type { Warehouse } from "@/lib/db/generated/client";
import { service } from "../service";
import { loadWarehouse, openConnection } from "./load";

/** Asks the warehouse the smallest question there is and what it holds, and keeps what came of it. Throws what it refused. */
export const testWarehouse = service(
  { name: "warehouse.test", role: "admin", input: z.object({ id: z.string() }) },
  async ({ actor, db, transaction, signal }, { id }) => {
    const row = await loadWarehouse(db, actor.workspaceId, id);
    const error = await refusalOf(row, signal);
    const status = error ? "failing" : "connected";
    await transaction(async ({ tx, audit }) => {
      await tx.warehouse.update({
        where: { id },
        data: { status, problem: error?.message ?? null, testedAt: new Date() },
      });
      await audit({
        action: "warehouse.test",
        subject: `warehouse:${id}`,
        before: { status: row.status },
        after: { status, code: error?.code ?? null },
      });
    });
    if (error) throw error;
    return { status };
  },
);

async function refusalOf(row: Warehouse, signal?: AbortSignal) {
  try {
    const warehouse = await openConnection(row);
    try {
      const options = signal ? { signal } : {};
      await warehouse.rows({ sql: "SELECT 1 AS one", parameters: [] }, options);
      // A folder that is not there, or tables nobody may list, are only noticed by looking.
      await warehouse.browse?.(options);
      await warehouse.requireState?.(options);
    } finally {
      await warehouse.close();
    }
    return null;
  } catch (error) {
    return asCoterieError(error);
  }
}
