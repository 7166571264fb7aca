import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import type { Warehouse } from "@/lib/core/ports/warehouse";
import { Bill } from "@/lib/trace/bill";
import { within } from "@/lib/trace/work";
import bigquery from "@/lib/warehouses/bigquery";
import { catalogOf } from "@/test/factories/catalog";
import { type Endpoint, startEndpoint } from "@/test/support/bigquery-endpoint/endpoint";
import { Refusal } from "@/test/support/bigquery-endpoint/refusal";
import { heldBytes } from "@/test/support/held-bytes";
import { generated } from "./generated";

const catalog = catalogOf(
  "people",
  { kind: "table", table: ["people"] },
  { id: { kind: "text" } },
  { kind: "bigquery" },
);
const query = (sql: string) => ({ sql, parameters: [] });

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint(generated, { project: "acme-analytics" });
});
beforeEach(() => {
  vi.stubEnv("COTERIE_BIGQUERY_ENDPOINT", endpoint.url);
  vi.stubEnv("METADATA_SERVER_DETECTION", "none");
  endpoint.hold(null);
  return () => vi.unstubAllEnvs();
});
afterAll(() => endpoint.close());

async function open(more: object = {}): Promise<Warehouse> {
  const settings = bigquery.settings.parse({ kind: "bigquery", project: "acme-analytics", ...more });
  return bigquery.connect(settings, catalog, { baseFolder: "/" });
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof CoterieError)) return error;
  return { code: error.code, message: error.message, remedy: error.remedy };
}

describe("answers", () => {
  it("come in pages, one fetched after the other", async () => {
    const sizes: number[] = [];
    const seen = new Set<string>();
    for await (const texts of (await open()).texts(query("SELECT rows 48000"))) {
      sizes.push(texts.length);
      for (const text of texts) seen.add(text);
    }
    expect(sizes).toEqual([20_000, 20_000, 8_000]);
    expect([seen.size, seen.has("key 0"), seen.has("key 47999")]).toEqual([48_000, true, true]);
    expect(endpoint.jobs().at(-1)).toMatchObject({ state: "DONE", isCancelled: false, pagesRead: 3 });
  });

  it("of a million rows are read in constant memory", async () => {
    const warehouse = await open();
    const heldAt: number[] = [];
    let count = 0;
    for await (const texts of warehouse.texts(query("SELECT rows 1000000"))) {
      count += texts.length;
      heldAt.push(heldBytes());
    }
    expect([count, heldAt.length]).toEqual([1_000_000, 50]);
    // After the first pages nothing more is held, however many follow.
    expect(heldAt.at(-1)! - heldAt[2]!).toBeLessThan(20_000_000);
  }, 120_000);

  it("are fetched no further than they are read", async () => {
    for await (const texts of (await open()).texts(query("SELECT rows 50000"))) {
      expect(texts).toHaveLength(20_000);
      break;
    }
    expect(endpoint.jobs().at(-1)).toMatchObject({ isCancelled: false, pagesRead: 1 });
  });
});

describe("a question that is given up", () => {
  it("is stopped in the warehouse", async () => {
    endpoint.hold("forever");
    const controller = new AbortController();
    const asked = (await open()).rows(query("SELECT forever rows 1"), { signal: controller.signal });
    await vi.waitFor(() => expect(endpoint.jobs().at(-1)?.state).toBe("RUNNING"));
    controller.abort(new Error("superseded"));
    await expect(asked).rejects.toThrow("superseded");
    expect(endpoint.jobs().at(-1)).toMatchObject({ state: "DONE", isCancelled: true });
  });

  it("before it is asked is not asked", async () => {
    const before = endpoint.jobs().length;
    const asked = (await open()).rows(query("SELECT rows 1"), {
      signal: AbortSignal.abort(new Error("too late")),
    });
    await expect(asked).rejects.toThrow("too late");
    expect(endpoint.jobs()).toHaveLength(before);
  });
});

describe("costs", () => {
  it("are estimated without running anything", async () => {
    const before = endpoint.jobs().length;
    expect(await (await open()).estimate?.(query("SELECT bytes 12345"))).toEqual({ bytes: 12_345 });
    expect(endpoint.jobs()).toHaveLength(before);
  });

  it("are written on the bill of a run once the question is answered, as they are billed", async () => {
    const bill = new Bill();
    const warehouse = await open();
    await within({ bill }, () => warehouse.rows(query("SELECT bytes 12345 rows 48000")));
    await within({ bill }, () => warehouse.rows(query("SELECT bytes 20971521 rows 1")));
    // Ten megabytes are the least, and begun ones are whole.
    expect(bill.take()).toMatchObject({ bytesBilled: (10 + 21) * 1_048_576 });
    await within({ bill }, () => warehouse.estimate?.(query("SELECT bytes 12345")));
    expect(bill.take()).toMatchObject({ bytesBilled: null });
  });

  it("above what one question may cost refuse it", async () => {
    const asked = (await open({ maximumGigabytesBilled: 1 })).rows(query("SELECT bytes 1000000001"));
    expect(await failureOf(asked)).toEqual({
      code: "BUDGET_EXCEEDED",
      message: "The question would read more than one question may here, so BigQuery did not run it.",
      remedy: "ask_admin",
    });
  });
});

describe("trouble on the way", () => {
  it("that passes is not noticed", async () => {
    endpoint.refuse("/queries/", new Refusal(503, "backendError", "Service unavailable"), 1);
    const rows = await (await open()).rows(query("SELECT rows 1"));
    expect(rows).toEqual([{ key: "key 0", EMAIL: "0".repeat(64) }]);
  }, 30_000);

  it("when a question arrives twice asks it once", async () => {
    endpoint.refuse("/jobs", new Refusal(409, "duplicate", "Already Exists"), 1);
    endpoint.hold("nothing");
    expect(await failureOf((await open()).rows(query("SELECT rows 1")))).toMatchObject({
      code: "WAREHOUSE_CHANGED",
    });
  });

  it.each([
    [
      403,
      "accessDenied",
      "Access Denied: Table acme:shop.people: User does not have permission",
      "WAREHOUSE_FORBIDDEN",
      "Coterie may not read acme:shop.people.",
      "ask_admin",
    ],
    [
      404,
      "notFound",
      "Not found: Table acme:shop.people was not found in location EU",
      "WAREHOUSE_CHANGED",
      "The warehouse does not have what the catalog says: there is no table acme:shop.people.",
      "fix_input",
    ],
    [
      404,
      "notFound",
      "Not found: Dataset acme:shop was not found in location EU",
      "WAREHOUSE_CHANGED",
      "The warehouse does not have what the catalog says: there is no dataset acme:shop.",
      "fix_input",
    ],
    [
      400,
      "invalidQuery",
      "Unrecognized name: emial; Did you mean email? at [1:8]",
      "WAREHOUSE_CHANGED",
      "The warehouse does not have what the catalog says: there is no column emial.",
      "fix_input",
    ],
    [
      400,
      "invalidQuery",
      "Bad int64 value: ines@mail.test",
      "VALUE_DOES_NOT_FIT",
      "A value in the warehouse does not fit the type the catalog declares.",
      "fix_input",
    ],
    [
      400,
      "invalidQuery",
      "Syntax error: Unexpected end of script",
      "QUERY_REFUSED",
      "BigQuery does not accept the question.",
      "fix_input",
    ],
    [
      403,
      "quotaExceeded",
      "Quota exceeded: Your project exceeded quota",
      "QUOTA_EXCEEDED",
      "The project has used up what BigQuery lets it ask for now.",
      "retry",
    ],
    [
      401,
      "authError",
      "Request had invalid authentication credentials",
      "CREDENTIALS_REJECTED",
      "BigQuery does not know who Coterie is: the key is missing, wrong or withdrawn.",
      "reconnect",
    ],
    [
      400,
      "resourcesExceeded",
      "Resources exceeded during query execution",
      "QUESTION_TOO_LARGE",
      "The question needs more than BigQuery gives a single query.",
      "fix_input",
    ],
    [
      403,
      "billingNotEnabled",
      "Billing has not been enabled",
      "BILLING_NOT_ENABLED",
      "BigQuery does not run the question because of the project's billing.",
      "ask_admin",
    ],
  ])("with status %i and reason %s says %s", async (status, reason, words, code, message, remedy) => {
    endpoint.refuse("/jobs", new Refusal(status, reason, words));
    expect(await failureOf((await open()).rows(query("SELECT rows 1")))).toEqual({ code, message, remedy });
  });

  it("never passes on what a row holds", async () => {
    endpoint.refuse("/jobs", new Refusal(400, "invalidQuery", "Bad double value: ines@mail.test"));
    const error = await (await open()).rows(query("SELECT rows 1")).catch((error: unknown) => error);
    expect(JSON.stringify(error) + JSON.stringify((error as CoterieError).details)).not.toContain("ines");
  });

  it("names an address nothing listens at", async () => {
    vi.stubEnv("COTERIE_BIGQUERY_ENDPOINT", "http://127.0.0.1:9");
    expect(await failureOf((await open()).estimate!(query("SELECT rows 1")))).toMatchObject({
      code: "WAREHOUSE_UNREACHABLE",
      remedy: "retry",
    });
  }, 60_000);
});

describe("the connection", () => {
  it("speaks to no other machine than BigQuery or this one", async () => {
    vi.stubEnv("COTERIE_BIGQUERY_ENDPOINT", "http://elsewhere.test");
    expect(await failureOf((await open()).rows(query("SELECT 1")))).toMatchObject({
      code: "ENDPOINT_NOT_ALLOWED",
    });
  });

  it.each([
    ["that is not there", undefined, "SECRET_NOT_SET"],
    ["that is no JSON", "not json", "CREDENTIALS_UNREADABLE"],
    [
      "that says where to fetch another",
      JSON.stringify({ type: "external_account" }),
      "CREDENTIALS_UNREADABLE",
    ],
  ])("refuses a key %s", async (_, text, code) => {
    vi.stubEnv("COTERIE_WAREHOUSE_SHOP", text);
    expect(await failureOf(open({ credentials: { env: "COTERIE_WAREHOUSE_SHOP" } }))).toMatchObject({ code });
  });

  it("says that a broken key is one", async () => {
    vi.stubEnv("COTERIE_BIGQUERY_ENDPOINT", "");
    const private_key = "-----BEGIN PRIVATE KEY-----\nbroken\n-----END PRIVATE KEY-----\n";
    const credentials = JSON.stringify({ type: "service_account", client_email: "a@b.test", private_key });
    const settings = bigquery.settings.parse({ kind: "bigquery", project: "acme-analytics" });
    const warehouse = await bigquery.connect(settings, catalog, {
      baseFolder: "/",
      secrets: { credentials },
    });
    expect(await failureOf(warehouse.estimate!(query("SELECT 1")))).toMatchObject({
      code: "CREDENTIALS_REJECTED",
    });
  });

  it("refuses a question larger than BigQuery takes", async () => {
    const asked = (await open()).rows({ sql: "SELECT @p0", parameters: ["x".repeat(10_000_000)] });
    expect(await failureOf(asked)).toMatchObject({
      code: "QUESTION_TOO_LARGE",
      message: "The question is too large for BigQuery: its lists are 11 MB, and BigQuery takes 10.",
    });
  });
});
