import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_RULES } from "@/lib/core/alerts/types";
import { REMOVALS_WAIT } from "@/lib/core/membership/plan";
import { database } from "@/lib/db/client";
import { queue } from "@/lib/db/queue";
import { type Actor, loadActor } from "@/lib/services/actor";
import { queueDigests, sendDigest } from "@/lib/services/alert/digest";
import { evaluateAll, evaluateSync } from "@/lib/services/alert/evaluate";
import { listAlerts } from "@/lib/services/alert/list";
import { setAlertRules } from "@/lib/services/alert/rules";
import { sendAlert } from "@/lib/services/alert/send";
import { createAlertChannel } from "@/lib/services/alert-channel/create";
import { deleteAlertChannel } from "@/lib/services/alert-channel/delete";
import { getSyncAlerts, setSyncAlerts } from "@/lib/services/sync/alerts";
import { createRun, createSync, type TestSync } from "@/test/factories/sync";
import { ownDatabase } from "@/test/factories/workspace";
import { type Receiver, startReceiver } from "@/test/support/receiver";

ownDatabase({ beforeAll, afterAll });

const NOW = new Date("2026-11-20T12:00:00Z");
const at = (iso: string) => () => new Date(iso);

let receiver: Receiver;
let sync: TestSync;
let admin: Actor;
beforeEach(async () => {
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.1");
  vi.stubEnv("NEXTAUTH_URL", "https://coterie.test");
  receiver = await startReceiver();
  sync = await createSync({ endpoint: "http://platform.test" });
  const { workspaceId, userId, syncId } = sync;
  await database().membership.create({ data: { workspaceId, userId, role: "admin" } });
  await database().sync.update({
    where: { id: syncId },
    data: { approvedAt: new Date("2026-11-20T06:00:00Z") },
  });
  admin = await loadActor(userId);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
});

async function ended(status: "succeeded" | "failed" | "blocked", hour: string, members = 1_000) {
  const id = await createRun(sync);
  const finishedAt = new Date(`2026-11-20T${hour}:00:00Z`);
  const startedAt = new Date(finishedAt.getTime() - 60_000);
  const waterfall = { members };
  await database().run.update({ where: { id }, data: { status, startedAt, finishedAt, waterfall } });
  return id;
}

async function channel(more: object = {}) {
  const { id } = await createAlertChannel(admin, {
    name: `Hook ${crypto.randomUUID()}`,
    channel: {
      kind: "webhook",
      settings: { url: `${receiver.url}/in` },
      secrets: { signingSecret: "a-secret-of-sixteen" },
    },
    ...more,
  });
  return id;
}

/** Does what the worker does with the jobs that wait. */
async function work<T extends object>(name: string, job: (data: T) => Promise<void>): Promise<number> {
  const boss = await queue();
  const jobs = await boss.fetch<T>(name, { batchSize: 50 });
  for (const { id, data } of jobs) {
    await job(data);
    await boss.complete(name, id);
  }
  return jobs.length;
}
const sendAll = () => work("send-alert", sendAlert);
const told = () => receiver.received.map(({ body }) => JSON.parse(body));

describe("a change of state", () => {
  it("is told once to each channel that hears of its level, and once more when it is over", async () => {
    await channel();
    await channel({ levels: ["critical"] });
    await ended("failed", "08");
    const noticeId = await evaluateSync(sync.syncId, () => NOW);
    expect(await sendAll()).toBe(1);
    expect(told()).toEqual([
      {
        type: "alert",
        version: 1,
        id: noticeId,
        subject: `sync:${sync.syncId}`,
        change: "raised",
        level: "warning",
        title: "Buyers to ads: failed (warning)",
        lines: ["The last run failed."],
        open: ["failed"],
        at: "2026-11-20T12:00:00.000Z",
        link: `https://coterie.test/syncs/${sync.syncId}`,
      },
    ]);
    expect(await evaluateSync(sync.syncId, () => NOW)).toBe(null);

    await ended("failed", "09");
    await evaluateSync(sync.syncId, () => NOW);
    expect(await sendAll()).toBe(2);
    await ended("succeeded", "10");
    await evaluateSync(sync.syncId, () => NOW);
    expect(await sendAll()).toBe(2);
    expect(told().map(({ change, level }) => `${change} ${level}`)).toEqual([
      "raised warning",
      "raised critical",
      "raised critical",
      "recovered critical",
      "recovered critical",
    ]);
    expect(await listAlerts(admin, {})).toEqual([]);
  });

  it("makes one notice and one message, however many workers judge at a time", async () => {
    await channel();
    await ended("blocked", "08");
    const notices = await Promise.all(Array.from({ length: 8 }, () => evaluateSync(sync.syncId, () => NOW)));
    expect(notices.filter((id) => id !== null)).toHaveLength(1);
    expect(await sendAll()).toBe(1);
    expect(await listAlerts(admin, { destinationId: sync.destinationId })).toEqual([
      {
        sync: { id: sync.syncId, name: "Buyers to ads" },
        kind: "blocked",
        level: "critical",
        message: "The last run was blocked: nothing is added until someone decides.",
        since: "2026-11-20T12:00:00.000Z",
      },
    ]);
  });

  it("is repeated by the queue where the receiver is busy, and kept on the channel where it refuses", async () => {
    const channelId = await channel();
    await ended("failed", "08");
    const noticeId = await evaluateSync(sync.syncId, () => NOW);
    const problem = async () =>
      (await database().alertChannel.findUniqueOrThrow({ where: { id: channelId } })).problem;
    receiver.statuses.push(503, 410);
    const send = () => sendAlert({ noticeId: noticeId!, channelId });
    await expect(send()).rejects.toMatchObject({ code: "NOTIFY_BUSY" });
    const host = new URL(receiver.url).host;
    expect(await problem()).toBe(`${host} did not take the message now (status 503).`);
    await send();
    expect(await problem()).toBe(`${host} refused the message: it answered with status 410.`);
    await send();
    expect(await problem()).toBe(null);
    expect(new Set(told().map(({ id }) => id))).toEqual(new Set([noticeId]));
    await sendAll();
  });
});

describe("a sync that does not run", () => {
  it("is stale by its schedule, unless somebody stopped it", async () => {
    await database().sync.update({
      where: { id: sync.syncId },
      data: { schedule: { kind: "interval", minutes: 60 } },
    });
    await ended("succeeded", "08");
    const kinds = async (iso: string) => {
      await evaluateSync(sync.syncId, at(iso));
      return (await listAlerts(admin, { syncId: sync.syncId })).map(({ kind, level }) => `${kind} ${level}`);
    };
    expect(await kinds("2026-11-20T09:30:00Z")).toEqual([]);
    expect(await kinds("2026-11-20T10:30:00Z")).toEqual(["stale warning"]);
    expect(await kinds("2026-11-20T13:00:00Z")).toEqual(["stale critical"]);
    await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
    expect(await kinds("2026-11-20T14:00:00Z")).toEqual([]);
  });

  it("is of no concern once it has ended", async () => {
    await ended("failed", "08");
    await evaluateSync(sync.syncId, () => NOW);
    await database().sync.update({ where: { id: sync.syncId }, data: { endedAt: NOW } });
    const failures: string[] = [];
    await evaluateAll(
      (id) => failures.push(id),
      () => NOW,
    );
    expect([failures, await listAlerts(admin, {})]).toEqual([[], []]);
  });
});

describe("thresholds", () => {
  it("are those of the workspace", async () => {
    await ended("succeeded", "07", 1_000);
    await ended("succeeded", "08", 700);
    await evaluateSync(sync.syncId, () => NOW);
    expect(await listAlerts(admin, {})).toEqual([]);
    const sizeChange = { warning: 20, critical: 30, leastMembers: 100 };
    await setAlertRules(admin, { rules: { ...DEFAULT_RULES, sizeChange } });
    await evaluateSync(sync.syncId, () => NOW);
    expect(await listAlerts(admin, {})).toMatchObject([
      {
        kind: "size_change",
        level: "critical",
        message: "The audience went from 1,000 to 700 people in one run.",
      },
    ]);
  });
});

describe("what one sync says of its alerts", () => {
  const kinds = async () =>
    (await listAlerts(admin, { syncId: sync.syncId })).map(({ kind, level }) => `${kind} ${level}`);

  it("goes before the workspace's, number by number, until it is cleared", async () => {
    await ended("failed", "08");
    const marketer = { ...admin, role: "marketer" } as Actor;
    const view = await setSyncAlerts(marketer, {
      id: sync.syncId,
      rules: { failed: { warning: 2 } },
      channels: [],
    });
    expect(view.inForce.failed).toEqual({ warning: 2, critical: 2 });
    await evaluateSync(sync.syncId, () => NOW);
    expect(await kinds()).toEqual([]);
    await setSyncAlerts(admin, { id: sync.syncId, rules: {}, channels: [] });
    await evaluateSync(sync.syncId, () => NOW);
    expect(await kinds()).toEqual(["failed warning"]);
    const events = await database().auditEvent.findMany({
      where: { subject: `sync:${sync.syncId}`, action: "sync.set_alerts" },
      orderBy: { sequence: "asc" },
    });
    expect(events.map(({ before, after }) => [before, after])).toEqual([
      [
        { rules: {}, channels: [] },
        { rules: { failed: { warning: 2 } }, channels: [] },
      ],
      [
        { rules: { failed: { warning: 2 } }, channels: [] },
        { rules: {}, channels: [] },
      ],
    ]);
  });

  it("is refused from a viewer, out of order, and with a channel of nobody", async () => {
    const input = { id: sync.syncId, channels: [] };
    const viewer = { ...admin, role: "viewer" } as Actor;
    await expect(setSyncAlerts(viewer, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(setSyncAlerts(admin, { ...input, rules: { slow: { warning: 7 } } })).rejects.toMatchObject({
      code: "INVALID_RULES",
      message: "The warning would come at 7, after what is critical at 6.",
    });
    await expect(setSyncAlerts(admin, { ...input, channels: ["nobody"] })).rejects.toMatchObject({
      code: "UNKNOWN_CHANNEL",
    });
  });

  it("tells the channels it names alone, but for what is owed to people", async () => {
    const [named, other] = [await channel(), await channel()];
    await setSyncAlerts(admin, { id: sync.syncId, rules: {}, channels: [named] });
    await ended("failed", "08");
    await evaluateSync(sync.syncId, () => NOW);
    const jobs = await (await queue()).fetch<{ channelId: string }>("send-alert", { batchSize: 9 });
    expect(jobs.map(({ data }) => data.channelId)).toEqual([named]);
    for (const { id } of jobs) await (await queue()).complete("send-alert", id);

    const id = await createRun(sync, "privacy");
    await database().run.update({ where: { id }, data: { status: "failed", finishedAt: NOW } });
    await evaluateSync(sync.syncId, () => NOW);
    expect(await sendAll()).toBe(2);
    expect(told().map(({ title }) => title)).toEqual([
      "Buyers to ads: privacy removals (critical)",
      "Buyers to ads: privacy removals (critical)",
    ]);
    await deleteAlertChannel(admin, { id: named });
    expect((await getSyncAlerts(admin, { id: sync.syncId })).chosen).toEqual([]);
    expect(other).not.toBe(named);
  });
});

describe("a privacy run", () => {
  const privacy = async (status: "failed" | "blocked" | "partly_failed" | "succeeded" | "running") => {
    const id = await createRun(sync, "privacy");
    const finishedAt = status === "running" ? null : new Date();
    await database().run.update({ where: { id }, data: { status, finishedAt } });
  };
  const open = async (clock: Date) => {
    await evaluateSync(sync.syncId, () => clock);
    return (await listAlerts(admin, { syncId: sync.syncId }))
      .filter(({ kind }) => kind === "privacy")
      .map(({ level, message }) => `${level}: ${message}`);
  };

  it("is critical when it does not remove who is owed it, also of a paused sync, until one does", async () => {
    await database().sync.update({ where: { id: sync.syncId }, data: { paused: true } });
    for (const status of ["failed", "blocked", "partly_failed"] as const) {
      await privacy(status);
      expect(await open(new Date())).toEqual([
        "critical: Removals owed to people have waited for under an hour, and a run did not do it.",
      ]);
      await privacy("succeeded");
      expect(await open(new Date())).toEqual([]);
    }
  });

  it("is critical when it is not through after a day", async () => {
    await privacy("running");
    expect(await open(new Date())).toEqual([]);
    expect(await open(new Date(Date.now() + 25 * 3_600_000))).toEqual([
      "critical: Removals owed to people have waited for 25 hours.",
    ]);
  });
});

it("an ordinary run is critical whose removals were refused again, until one is through with them", async () => {
  const full = async (problem?: { code: string }) => {
    const id = await createRun(sync);
    const status = problem ? ("partly_failed" as const) : ("succeeded" as const);
    await database().run.update({ where: { id }, data: { status, finishedAt: new Date(), problem } });
    await evaluateSync(sync.syncId, () => new Date());
    const alerts = await listAlerts(admin, { syncId: sync.syncId });
    return alerts.filter(({ kind }) => kind === "privacy").map(({ level }) => level);
  };
  expect(await full()).toEqual([]);
  expect(await full({ code: REMOVALS_WAIT })).toEqual(["critical"]);
  expect(await full({ code: REMOVALS_WAIT })).toEqual(["critical"]);
  expect(await full()).toEqual([]);
});

describe("a digest", () => {
  it("tells a day in one message, and a day without changes in none", async () => {
    const channelId = await channel({ digest: true });
    const setTo = (iso: string) =>
      database().alertChannel.update({ where: { id: channelId }, data: { digestedAt: new Date(iso) } });
    await setTo("2026-11-20T08:00:00Z");
    await ended("failed", "08");
    await evaluateSync(sync.syncId, () => NOW);
    expect(await sendAll()).toBe(0);

    await Promise.all([1, 2, 3].map(() => queueDigests(new Date("2026-11-21T08:01:00Z"))));
    expect(await work("send-digest", sendDigest)).toBe(1);
    expect(told()).toMatchObject([
      {
        change: "digest",
        title: "Alerts of the day: 1 sync",
        lines: ["Buyers to ads: failed (warning) — The last run failed."],
        link: "https://coterie.test/syncs",
      },
    ]);
    await queueDigests(new Date("2026-11-22T08:01:00Z"));
    expect(await work("send-digest", sendDigest)).toBe(1);
    expect(told()).toHaveLength(1);
  });

  it("tells what went live without a second person looking", async () => {
    const channelId = await channel({ digest: true });
    await database().alertChannel.update({
      where: { id: channelId },
      data: { digestedAt: new Date("2026-11-20T08:00:00Z") },
    });
    const { workspaceId, syncId, audienceVersionId, syncVersionId, catalogVersionId, policyVersionId } = sync;
    const versions = { audienceVersionId, syncVersionId, catalogVersionId, policyVersionId };
    const decided = { status: "approved" as const, decidedAt: new Date("2026-11-20T10:00:00Z") };
    const asked = { requestedById: sync.userId, decidedById: sync.userId, asOf: NOW, hash: "", boundTo: {} };
    const row = { workspaceId, syncId, ...versions, ...decided, ...asked };
    await database().changeSet.create({ data: row });
    await database().changeSet.create({ data: { ...row, unreviewed: true } });
    await queueDigests(new Date("2026-11-21T08:01:00Z"));
    expect(await work("send-digest", sendDigest)).toBe(1);
    expect(told()).toMatchObject([
      {
        title: "Went live unseen: 1",
        lines: [expect.stringMatching(/ v1 → .* went live, approved by who asked for it\.$/)],
      },
    ]);
  });
});
