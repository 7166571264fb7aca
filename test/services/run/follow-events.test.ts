import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { type Actor, loadActor } from "@/lib/services/actor";
import { followRunView } from "@/lib/services/run/follow-events";
import { createRun, createSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const actorOf = ({ workspaceId, userId }: { workspaceId: string; userId: string }) => {
  const actor: Actor = { workspaceId, userId, role: "viewer", rowScope: null, name: "Vera" };
  return async () => actor;
};
const never = new AbortController().signal;

it("tells a run whenever it changes, and ends with it", async () => {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const id = await createRun(sync);
  const events = followRunView(actorOf(sync), id, never);

  expect((await events.next()).value).toMatchObject({ id, status: "queued" });
  await database().run.update({ where: { id }, data: { status: "running", phase: "deliver" } });
  expect((await events.next()).value).toMatchObject({ status: "running", phase: "deliver" });
  await database().run.update({ where: { id }, data: { status: "succeeded" } });
  expect((await events.next()).value).toMatchObject({ status: "succeeded" });
  expect(await events.next()).toEqual({ value: undefined, done: true });
});

it("tells nobody of another workspace", async () => {
  const id = await createRun(await createSync({ endpoint: "http://platform.test" }));
  const stranger = await createSync({ endpoint: "http://platform.test" });
  await expect(followRunView(actorOf(stranger), id, never).next()).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

it("tells nobody more who was let out of the workspace meanwhile", async () => {
  const sync = await createSync({ endpoint: "http://platform.test" });
  const id = await createRun(sync);
  const { workspaceId, userId } = sync;
  const events = followRunView(() => loadActor(userId, workspaceId), id, never, 0);
  await database().membership.upsert({
    where: { workspaceId_userId: { workspaceId, userId } },
    create: { workspaceId, userId, role: "viewer" },
    update: {},
  });
  expect((await events.next()).value).toMatchObject({ id });
  await database().membership.updateMany({ where: { workspaceId, userId }, data: { disabled: true } });
  await expect(events.next()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});
