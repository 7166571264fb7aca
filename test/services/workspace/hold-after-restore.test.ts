import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { holdAfterRestore } from "@/lib/services/workspace/hold-after-restore";
import { createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const HELD = { due: 0, in_flight: 0, held: 3, unverified: 0, refused: 0, removed: 0 };
const REASON =
  "Restored from a backup of 2026-03-01T00:00:00.000Z: people sent after that are not in the ledger. Compare the size at the destination before you approve.";

it("makes approved syncs wait for a new approval, run before or not, and leaves the others", async () => {
  const held = await createSync({ endpoint: "http://platform.test" });
  const fresh = await createSync({ endpoint: "http://platform.test" });
  const draft = await createSync({ endpoint: "http://platform.test" });
  await database().sync.update({
    where: { id: draft.syncId },
    data: { approvedVersionId: null, approvedAudienceVersionId: null, approvedHash: null },
  });
  await database().sync.update({ where: { id: held.syncId }, data: { ledger: HELD } });

  expect(await holdAfterRestore("2026-03-01T00:00:00.000Z")).toBe(2);

  const reasonOf = async (id: string) =>
    (await database().sync.findUniqueOrThrow({ where: { id }, select: { voidReason: true } })).voidReason;
  expect(await reasonOf(held.syncId)).toBe(REASON);
  expect(await reasonOf(fresh.syncId)).toBe(REASON);
  expect(await reasonOf(draft.syncId)).toBeNull();
  expect(await database().auditEvent.findFirst({ where: { workspaceId: held.workspaceId } })).toMatchObject({
    action: "sync.void",
    subject: `sync:${held.syncId}`,
    reason: REASON,
  });
  expect(await holdAfterRestore("2026-03-02T00:00:00.000Z")).toBe(0);
});
