import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AlertMessage } from "@/lib/core/alerts/message";
import { verify } from "@/lib/http/signature";
import { channelSchema, notify } from "@/lib/notify/channel";
import { sendToPagerDuty } from "@/lib/notify/pagerduty";
import { startMailServer } from "@/test/support/mail-server";
import { type Receiver, startReceiver } from "@/test/support/receiver";

const NOW = new Date("2026-11-20T12:00:00Z");
const MESSAGE: AlertMessage = {
  id: "notice-1",
  subject: "sync:sync-1",
  change: "raised",
  level: "critical",
  title: "Buyers <to> ads: failed (critical)",
  lines: ["The last 2 runs failed.", "Still so: <10 of 120 rows."],
  open: ["failed", "refused_share"],
  at: NOW.toISOString(),
  link: "https://coterie.test/syncs/sync-1",
};

let receiver: Receiver;
beforeEach(async () => {
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.1");
  receiver = await startReceiver();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await receiver.close();
});

const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));

describe("Slack", () => {
  const send = (path = "/services/T/B/x", message = MESSAGE) =>
    notify({ kind: "slack", settings: {}, secrets: { webhookUrl: receiver.url + path } }, message, NOW);

  it("gets a text with a link, its control characters escaped", async () => {
    await send();
    expect(receiver.received[0]?.path).toBe("/services/T/B/x");
    expect(bodies()).toEqual([
      {
        text: "🔴 *<https://coterie.test/syncs/sync-1|Buyers &lt;to&gt; ads: failed (critical)>*\nThe last 2 runs failed.\nStill so: &lt;10 of 120 rows.",
      },
    ]);
  });

  it("is tried again when it is busy, and not when it refuses", async () => {
    receiver.statuses.push(503, 404);
    await expect(send()).rejects.toMatchObject({ code: "NOTIFY_BUSY", remedy: "retry" });
    await expect(send()).rejects.toMatchObject({ code: "NOTIFY_REFUSED", remedy: "fix_input" });
  });

  it("names neither its secret address nor the answer when it fails", async () => {
    receiver.statuses.push(404);
    const error = await send("/services/T/B/planted").catch((thrown: unknown) => JSON.stringify(thrown));
    expect(error).not.toMatch(/planted|confidence/);
  });

  it("is not sought in a private network", async () => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    await expect(send()).rejects.toMatchObject({ code: "PRIVATE_HOST" });
    expect(receiver.received).toEqual([]);
  });
});

describe("a webhook", () => {
  it("gets the message whole, signed, and with a key that a repeat has too", async () => {
    const secret = "a-secret-of-sixteen";
    await notify(
      { kind: "webhook", settings: { url: `${receiver.url}/in` }, secrets: { signingSecret: secret } },
      MESSAGE,
      NOW,
    );
    const [{ headers, body }] = receiver.received as [Receiver["received"][number]];
    expect(JSON.parse(body)).toEqual({ type: "alert", version: 1, ...MESSAGE });
    expect(headers["idempotency-key"]).toBe("notice-1");
    expect(verify(String(headers["coterie-signature"]), body, secret, NOW.getTime())).toBe("valid");
  });
});

describe("PagerDuty", () => {
  const send = (message: AlertMessage) =>
    sendToPagerDuty({ region: "us" }, { routingKey: "key" }, message, `${receiver.url}/v2/enqueue`);

  it("opens one incident a sync and resolves that very one", async () => {
    await send(MESSAGE);
    await send({ ...MESSAGE, change: "recovered", open: [] });
    expect(bodies()).toEqual([
      {
        routing_key: "key",
        event_action: "trigger",
        dedup_key: "coterie:sync:sync-1",
        client: "Coterie",
        client_url: "https://coterie.test/syncs/sync-1",
        links: [{ href: "https://coterie.test/syncs/sync-1", text: "Open in Coterie" }],
        payload: {
          summary: MESSAGE.title,
          source: "coterie",
          severity: "critical",
          timestamp: "2026-11-20T12:00:00.000Z",
          component: "sync:sync-1",
          class: "failed,refused_share",
          custom_details: { lines: MESSAGE.lines },
        },
      },
      { routing_key: "key", event_action: "resolve", dedup_key: "coterie:sync:sync-1" },
    ]);
  });

  it("leaves no incident behind after a test", async () => {
    await send({ ...MESSAGE, change: "test" });
    expect(bodies().map(({ event_action }) => event_action)).toEqual(["trigger", "resolve"]);
  });
});

describe("e-mail", () => {
  const send = (to = ["ops@shop.test", "ines@shop.test"]) =>
    notify({ kind: "email", settings: { to }, secrets: {} }, MESSAGE, NOW);

  it("goes to every recipient through the server that is named", async () => {
    const server = await startMailServer();
    vi.stubEnv("COTERIE_SMTP_URL", server.url);
    vi.stubEnv("COTERIE_MAIL_FROM", "Coterie <alerts@shop.test>");
    await send();
    await server.close();
    expect(server.mails).toMatchObject([
      { from: "alerts@shop.test", to: ["ops@shop.test", "ines@shop.test"] },
    ]);
    const text = server.mails[0]!.text;
    expect(text).toContain("Subject: [Coterie] Buyers <to> ads: failed (critical)\n");
    expect(text).toContain("Message-ID: <notice-1@shop.test>\n");
    expect(text).toContain(
      "The last 2 runs failed.\nStill so: <10 of 120 rows.\n\nhttps://coterie.test/syncs/sync-1\n",
    );
  });

  it("is tried again unless the server refuses for good, and never says whom it was for", async () => {
    const server = await startMailServer();
    vi.stubEnv("COTERIE_SMTP_URL", server.url);
    vi.stubEnv("COTERIE_MAIL_FROM", "alerts@shop.test");
    server.state.refuse = "550 no such user ops@shop.test";
    const error = await send().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NOTIFY_REFUSED", remedy: "fix_input" });
    expect(JSON.stringify(error)).not.toContain("ops@");
    server.state.refuse = "451 try later";
    await expect(send()).rejects.toMatchObject({ code: "MAIL_SERVER_AWAY", remedy: "retry" });
    await server.close();
    await expect(send()).rejects.toMatchObject({ code: "MAIL_SERVER_AWAY", remedy: "retry" });
  });

  it("says who sets the server up where none is named", async () => {
    vi.stubEnv("COTERIE_SMTP_URL", "");
    await expect(send()).rejects.toMatchObject({ code: "NO_MAIL_SERVER", remedy: "ask_admin" });
  });
});

describe("what a channel is told", () => {
  it.each([
    ["http://receiver.test/in", false],
    ["https://user:secret@receiver.test", false],
    ["https://receiver.test/in", true],
  ])("reads the address %s", (webhookUrl, isGood) => {
    const input = { kind: "slack", settings: {}, secrets: { webhookUrl } };
    expect(channelSchema.safeParse(input).success).toBe(isGood);
  });
});
