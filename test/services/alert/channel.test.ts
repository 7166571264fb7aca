import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { createAlertChannel } from "@/lib/services/alert-channel/create";
import { deleteAlertChannel } from "@/lib/services/alert-channel/delete";
import { listAlertChannels } from "@/lib/services/alert-channel/list";
import { testAlertChannel } from "@/lib/services/alert-channel/test";
import { updateAlertChannel } from "@/lib/services/alert-channel/update";
import { lastAudit, makeWorkspace, ownDatabase } from "@/test/factories/workspace";
import { startReceiver } from "@/test/support/receiver";

ownDatabase({ beforeAll, afterAll });
afterEach(() => vi.unstubAllEnvs());

const PLANTED = "planted-secret-5c1d";

it("keeps secrets sealed and recipients out of the trail", async () => {
  const workspace = await makeWorkspace();
  const admin = await workspace.actor("admin");
  const mail = { kind: "email" as const, settings: { to: ["ops@shop.test"] }, secrets: {} };
  const { id } = await createAlertChannel(admin, { name: "Ops", channel: mail });
  expect(await lastAudit(workspace.id)).toEqual({
    action: "alert_channel.create",
    subject: `alert_channel:${id}`,
    before: null,
    after: { kind: "email", name: "Ops", levels: ["warning", "critical"], digest: false, recipients: 1 },
    reason: null,
    actorId: admin.userId,
  });
  await createAlertChannel(admin, {
    name: "Chat",
    channel: { kind: "slack", settings: {}, secrets: { webhookUrl: `https://hooks.test/${PLANTED}` } },
  });
  const stored = await database().alertChannel.findMany();
  const events = await database().auditEvent.findMany();
  expect(JSON.stringify([stored, events, await listAlertChannels(admin, {})])).not.toContain(PLANTED);
  await expect(createAlertChannel(admin, { name: "Ops", channel: mail })).rejects.toMatchObject({
    code: "NAME_TAKEN",
  });
});

it("changes what is given, tries it out, and is forgotten when it is deleted", async () => {
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.1");
  const receiver = await startReceiver();
  const workspace = await makeWorkspace();
  const admin = await workspace.actor("admin");
  const { id } = await createAlertChannel(admin, {
    name: "Hook",
    channel: { kind: "webhook", settings: { url: receiver.url }, secrets: { signingSecret: `${PLANTED}-1` } },
  });
  expect(await updateAlertChannel(admin, { id, levels: ["critical"] })).toMatchObject({
    name: "Hook",
    levels: ["critical"],
    settings: { url: receiver.url },
    enabled: true,
  });
  expect(await testAlertChannel(admin, { id })).toMatchObject({ problem: null });
  expect(JSON.parse(receiver.received[0]!.body)).toMatchObject({ change: "test", title: "This is a test" });

  receiver.statuses.push(500);
  await expect(testAlertChannel(admin, { id })).rejects.toMatchObject({ code: "NOTIFY_BUSY" });
  expect((await listAlertChannels(admin, {}))[0]?.problem).toMatch(/status 500/);
  await receiver.close();
  await deleteAlertChannel(admin, { id });
  expect(await listAlertChannels(admin, {})).toEqual([]);
});

it("makes no digest of incidents", async () => {
  const admin = await (await makeWorkspace()).actor("admin");
  const pager = { kind: "pagerduty", settings: {}, secrets: { routingKey: "key" } } as const;
  await expect(
    createAlertChannel(admin, { name: "Pager", digest: true, channel: pager }),
  ).rejects.toMatchObject({ code: "NO_DIGEST" });
});
