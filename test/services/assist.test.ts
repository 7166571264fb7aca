import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { getAssist } from "@/lib/services/assist/available";
import { draftSegment } from "@/lib/services/assist/draft-segment";
import { makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { ownDatabase } from "@/test/factories/workspace";
import { ModelServer } from "@/test/support/model-server";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-assist-"));
let shop: ShopWorkspace;
let model: ModelServer;
let address: string;

beforeAll(async () => {
  shop = await makeShop(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  model = new ModelServer();
  address = await model.start();
  vi.stubEnv("COTERIE_ASSIST_URL", address);
  vi.stubEnv("COTERIE_ASSIST_MODEL", "small-model");
  vi.stubEnv("COTERIE_ASSIST_KEY", "key-of-the-test");
  vi.stubEnv("COTERIE_PRIVATE_HOSTS", "127.0.0.1");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await model.stop();
});

const SENTENCE = "Everyone from Atlantis who ordered twice";
const ask = (sentence = SENTENCE) => draftSegment(shop.marketer, { entity: "customers", sentence });
const TWICE = { value: { count: true, of: "orders" }, is: { gte: 2 } };
const ATLANTIS = { value: { column: "country" }, is: { in: ["Atlantis"] } };
const DRAFT = { version: 1, entity: "customers", where: { all: [ATLANTIS, TWICE] } };

describe("an audience in words", () => {
  it("becomes a draft, kept nowhere", async () => {
    model.answers = [
      { content: `Here it is:\n\`\`\`json\n${JSON.stringify({ where: DRAFT.where })}\n\`\`\`` },
    ];
    const audiences = await database().audience.count();
    expect(await ask()).toEqual({ segment: DRAFT, model: "small-model" });
    expect(await database().audience.count()).toBe(audiences);
    expect(model.asked.map(({ path, headers, body }) => [path, headers.authorization, body.model])).toEqual([
      ["/v1/chat/completions", "Bearer key-of-the-test", "small-model"],
    ]);
  });

  it("sends names and types, and no value of the warehouse", async () => {
    model.answers = [{ content: JSON.stringify({ where: TWICE }) }];
    await ask();
    const [system, user, ...rest] = model.asked[0]!.body.messages;
    expect([system?.role, user, rest]).toEqual(["system", { role: "user", content: SENTENCE }, []]);
    for (const name of ["country", "orders", "ordered_at", "decimal(12,2)", "personal: email", "Condition"]) {
      expect(system?.content).toContain(name);
    }
    const sent = JSON.stringify(model.asked);
    const values = ["customers.csv", "orders.csv", "suppressed.csv"].flatMap((file) => {
      const [, ...rows] = readFileSync(path.join(folder, file), "utf8").trim().split("\n");
      return rows.flatMap((row) => row.split(","));
    });
    // Numbers and yes-or-no stand in the language's schema too; texts, amounts and times stand nowhere else.
    const telling = [...new Set(values)].filter((value) => !/^(\d{1,2}|true|false)$/.test(value));
    expect(telling.length).toBeGreaterThan(90);
    expect(
      telling.filter((value) => new RegExp(`\\b${value.replaceAll(/[+.]/g, "\\$&")}\\b`).test(sent)),
    ).toEqual([]);
  });

  it("is mended once by what is wrong with it", async () => {
    const wrong = { where: { value: { column: "contry" }, is: { eq: "Atlantis" } } };
    model.answers = [{ content: JSON.stringify(wrong) }, { content: JSON.stringify(DRAFT) }];
    expect(await ask()).toMatchObject({ segment: DRAFT });
    expect(model.asked).toHaveLength(2);
    const [, , answered, problems] = model.asked[1]!.body.messages;
    expect(answered).toEqual({ role: "assistant", content: JSON.stringify(wrong) });
    expect(problems?.content).toContain("where.all[0].value.column: `contry` is not a column");
    expect(problems?.content).not.toContain("Atlantis");
  });

  it("is refused where it is still wrong then, or compares values of people", async () => {
    model.answers = [{ content: "I would rather talk about the weather." }];
    await expect(ask()).rejects.toMatchObject({
      code: "ASSIST_NOT_A_SEGMENT",
      problems: [{ code: "NOT_JSON" }],
    });
    const email = { where: { value: { column: "email" }, is: { contains: "nobody@nowhere.test" } } };
    model.answers = [{ content: JSON.stringify(email) }];
    const refusal = await ask().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ problems: [{ code: "PERSONAL_LITERAL" }] });
    expect(JSON.stringify(refusal)).not.toContain("nobody");
    expect(model.asked).toHaveLength(4);
  });

  it("may lack what only a person can choose", async () => {
    const open = { where: { all: [{ value: { column: "country" }, is: { in: [] } }] } };
    model.answers = [{ content: JSON.stringify(open) }];
    expect(await ask()).toMatchObject({ segment: open });
  });

  it("says what the model says it cannot do", async () => {
    model.answers = [{ content: JSON.stringify({ cannot: "there is no column of shoe sizes" }) }];
    await expect(ask()).rejects.toMatchObject({
      code: "ASSIST_CANNOT",
      message: "The model found nothing for it in this catalog: there is no column of shoe sizes",
    });
  });

  it("leaves an event of who used it, with no word of the sentence", async () => {
    model.answers = [{ content: JSON.stringify({ where: TWICE }) }];
    await ask("People like Wilhelmine Schnabeltier");
    model.answers = [{ status: 401, raw: '{"error":"Wilhelmine"}' }];
    await ask("People like Wilhelmine Schnabeltier").catch(() => {});
    const events = await database().auditEvent.findMany({
      where: { workspaceId: shop.marketer.workspaceId, action: "segment.draft" },
      orderBy: { sequence: "desc" },
      take: 2,
    });
    const host = new URL(address).host;
    expect(events.map(({ subject, actorId, after }) => ({ subject, actorId, after }))).toEqual([
      {
        subject: "entity:customers",
        actorId: shop.marketer.userId,
        after: { model: "small-model", host, outcome: "failed" },
      },
      {
        subject: "entity:customers",
        actorId: shop.marketer.userId,
        after: { model: "small-model", host, outcome: "segment", rounds: 1 },
      },
    ]);
    expect(JSON.stringify(await database().auditEvent.findMany())).not.toContain("Wilhelmine");
  });
});

describe("a model that does not answer", () => {
  it.each([
    [{ status: 401 }, { code: "ASSIST_REFUSED", remedy: "ask_admin" }],
    [{ status: 429 }, { code: "ASSIST_REFUSED", remedy: "retry" }],
    [{ raw: "<html>Atlantis</html>" }, { code: "ASSIST_ANSWER", remedy: "ask_admin" }],
    [{ raw: '{"choices":[]}' }, { code: "ASSIST_ANSWER", remedy: "ask_admin" }],
  ])("as it should is refused without its words: %o", async (answer, refusal) => {
    model.answers = [answer];
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject(refusal);
    expect(JSON.stringify(error)).not.toContain("Atlantis");
  });

  it("in time is given up", async () => {
    vi.stubEnv("COTERIE_ASSIST_SECONDS", "0.2");
    model.answers = [{ never: true }];
    await expect(ask()).rejects.toMatchObject({ code: "ASSIST_TIMEOUT", remedy: "retry" });
  });

  it("is hung up on when nobody waits any more", async () => {
    model.answers = [{ never: true }];
    const waiting = new AbortController();
    const asked = draftSegment(
      shop.marketer,
      { entity: "customers", sentence: SENTENCE },
      { signal: waiting.signal },
    );
    await vi.waitFor(() => expect(model.asked).toHaveLength(1));
    waiting.abort();
    await expect(asked).rejects.toMatchObject({ code: "CANCELLED" });
    await vi.waitFor(() => expect(model.left).toBe(1));
  });

  it("on a private network is refused until it is allowed", async () => {
    vi.stubEnv("COTERIE_PRIVATE_HOSTS", "");
    await expect(ask()).rejects.toMatchObject({ code: "PRIVATE_HOST" });
    expect(model.asked).toEqual([]);
  });
});

describe("without a model", () => {
  it("nothing is offered, and nothing asked", async () => {
    expect(await getAssist(shop.marketer, {})).toEqual({
      model: { name: "small-model", host: new URL(address).host },
    });
    vi.stubEnv("COTERIE_ASSIST_MODEL", "");
    expect(await getAssist(shop.marketer, {})).toEqual({ model: null });
    await expect(ask()).rejects.toMatchObject({ code: "ASSIST_OFF", remedy: "ask_admin" });
    expect(model.asked).toEqual([]);
  });

  it("a wrong address is named as the mistake", async () => {
    vi.stubEnv("COTERIE_ASSIST_URL", "not an address");
    await expect(getAssist(shop.marketer, {})).rejects.toMatchObject({ code: "ASSIST_ADDRESS" });
  });
});
