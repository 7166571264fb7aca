import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { createSync } from "../factories/sync";
import { ownDatabase } from "../factories/workspace";

ownDatabase({ beforeAll, afterAll });

it("asks the one connection of a transaction for relations one after another", async () => {
  const { syncId } = await createSync({ endpoint: "http://platform.test" });
  const warnings: string[] = [];
  const listen = ({ message }: Error) => warnings.push(message);
  process.on("warning", listen);
  const found = await database().$transaction((tx) =>
    tx.sync.findUniqueOrThrow({
      where: { id: syncId },
      include: { audience: true, destination: true, versions: true, runs: true },
    }),
  );
  // Warnings come with a later turn of the event loop.
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off("warning", listen);
  expect([found.id, found.versions.length, found.runs]).toEqual([syncId, 1, []]);
  expect(warnings).toEqual([]);
});

it("goes on after one of a transaction's questions failed", async () => {
  const answers = await database().$transaction(async (tx) => {
    await tx.$executeRaw`SAVEPOINT before`;
    const failing = expect(tx.$queryRaw`SELECT 1 / 0`).rejects.toThrow("division by zero");
    await failing;
    await tx.$executeRaw`ROLLBACK TO SAVEPOINT before`;
    return tx.$queryRaw`SELECT 2 AS two`;
  });
  expect(answers).toEqual([{ two: 2 }]);
});
