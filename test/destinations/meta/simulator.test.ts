import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "@/lib/core/identity/sha256";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { startMetaSimulator } from "@/lib/destinations/meta/simulator";

const ann = sha256("ann");
const bob = sha256("bob");
const SESSION = { session_id: 1, batch_seq: 1, last_batch_flag: false, estimated_num_total: 1 };

let folder: string;
let simulator: RunningSimulator;
const open = () =>
  startMetaSimulator({
    port: 0,
    settings: { adAccountId: "7" },
    secrets: { accessToken: "token" },
    stateFile: path.join(folder, "meta.ndjson"),
  });

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "meta-simulator-"));
  simulator = await open();
});
afterEach(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true });
});

type Answer = { status: number; body: Record<string, unknown> };

async function graph(method: string, address: string, body?: object, token = "token"): Promise<Answer> {
  const answer = await fetch(`${simulator.url}/v25.0/${address}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
}
const control = async (address: string, body?: unknown) =>
  (
    await fetch(
      `${simulator.url}/_simulator/${address}`,
      body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
    )
  ).json();

async function audience(name = "Loyal"): Promise<string> {
  const { body } = await graph("POST", "act_7/customaudiences", {
    name,
    subtype: "CUSTOM",
    customer_file_source: "USER_PROVIDED_ONLY",
  });
  return String(body.id);
}
const users = (id: string, schema: string[], data: string[][], session: object = SESSION, method = "POST") =>
  graph(method, `${id}/users`, { payload: { schema, data }, session });
const errorOf = ({ status, body }: Answer) => [
  status,
  Object(body.error).code,
  Object(body.error).error_subcode,
];
const only = async (query = "") => (await control(`state${query}`)).audiences[0];

describe("the simulator", () => {
  it("lets in who has the token, to the account it is of", async () => {
    expect(errorOf(await graph("GET", "act_7?fields=name", undefined, "other"))).toEqual([
      401,
      190,
      undefined,
    ]);
    expect(errorOf(await graph("GET", "act_8?fields=name"))).toEqual([403, 200, undefined]);
    expect(await graph("GET", "act_7?fields=name")).toEqual({
      status: 200,
      body: { id: "act_7", name: "Simulated ad account" },
    });
  });

  it("wants what Meta wants of a new audience", async () => {
    expect(errorOf(await graph("POST", "act_7/customaudiences", { name: "x", subtype: "CUSTOM" }))).toEqual([
      400,
      100,
      undefined,
    ]);
    expect(
      errorOf(
        await graph("POST", "act_7/customaudiences", {
          subtype: "CUSTOM",
          customer_file_source: "USER_PROVIDED_ONLY",
        }),
      ),
    ).toEqual([400, 100, undefined]);
  });

  it("shows of an object what was asked for, and hides the size of a small one", async () => {
    const id = await audience();
    expect((await graph("GET", `${id}?fields=name,approximate_count_lower_bound`)).body).toEqual({
      id,
      name: "Loyal",
      approximate_count_lower_bound: -1,
    });
    expect((await graph("GET", `${id}`)).body).toEqual({ id });
  });

  it("answers a batch with counts and nothing else", async () => {
    const id = await audience();
    expect(
      await users(id, ["EMAIL"], [[ann], [bob], ["bob@example.test"], [ann.toUpperCase()], [""]]),
    ).toEqual({
      status: 200,
      body: {
        audience_id: id,
        session_id: "1",
        num_received: 5,
        num_invalid_entries: 3,
        invalid_entry_samples: {},
      },
    });
  });

  it.each([
    ["an unknown column", { payload: { schema: ["MAIL"], data: [[ann]] }, session: SESSION }],
    ["a column twice", { payload: { schema: ["EMAIL", "EMAIL"], data: [[ann, ann]] }, session: SESSION }],
    ["a row of another width", { payload: { schema: ["EMAIL"], data: [[ann, bob]] }, session: SESSION }],
    ["no rows", { payload: { schema: ["EMAIL"], data: [] }, session: SESSION }],
    ["too many rows", { payload: { schema: ["EMAIL"], data: Array(10_001).fill([ann]) }, session: SESSION }],
    ["no payload", { session: SESSION }],
    ["no session", { payload: { schema: ["EMAIL"], data: [[ann]] } }],
    [
      "half a session",
      { payload: { schema: ["EMAIL"], data: [[ann]] }, session: { session_id: 1, batch_seq: 1 } },
    ],
    [
      "a batch number of nought",
      { payload: { schema: ["EMAIL"], data: [[ann]] }, session: { ...SESSION, batch_seq: 0 } },
    ],
  ])("refuses %s whole", async (_, body) => {
    const id = await audience();
    expect(errorOf(await graph("POST", `${id}/users`, body))).toEqual([400, 100, undefined]);
    expect((await only()).identifiers.total).toBe(0);
  });

  it("takes batches of a session in any order and again, and none after the last", async () => {
    const id = await audience();
    const send = async (batch_seq: number, last_batch_flag: boolean) =>
      (await users(id, ["EMAIL"], [[ann]], { ...SESSION, batch_seq, last_batch_flag })).status;
    expect([
      await send(3, true),
      await send(1, false),
      await send(3, true),
      await send(2, false),
      await send(4, false),
    ]).toEqual([200, 200, 200, 200, 400]);
  });

  it("reads forms as the platform's older clients send them", async () => {
    const id = await audience();
    const form = new URLSearchParams({
      access_token: "token",
      payload: JSON.stringify({ schema: ["PHONE"], data: [[ann]] }),
      session: JSON.stringify(SESSION),
    });
    expect((await fetch(`${simulator.url}/v25.0/${id}/users`, { method: "POST", body: form })).status).toBe(
      200,
    );
    expect((await only("?identifiers=1")).list).toEqual([`PHONE ${ann}`]);
  });

  it("counts people, identifiers and those that are shared apart", async () => {
    const id = await audience();
    const shared = sha256("family@example.test");
    await control("people", {
      people: [
        [ann, shared],
        [bob, shared],
      ],
    });
    await users(id, ["EMAIL"], [[ann], [bob], [shared], [sha256("stranger")]]);
    await users(id, ["MADID"], [["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"]]);
    const list = [
      ...[ann, bob, shared, sha256("stranger")].map((hash) => `EMAIL ${hash}`),
      "MADID f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    ].sort();
    expect(await only("?identifiers=1&digest=1")).toEqual({
      id,
      name: "Loyal",
      people: 4,
      identifiers: { total: 5, byKind: { EMAIL: 4, MADID: 1 }, shared: 1 },
      digest: sha256(
        list
          .map(
            (line) => `${line}
`,
          )
          .join(""),
      ),
      calls: { add: 2, remove: 0 },
      list,
    });
  });

  it("takes a person out by any one of their identifiers", async () => {
    const id = await audience();
    const phone = sha256("16505551212");
    await control("people", { people: [[ann, phone]] });
    await users(id, ["EMAIL"], [[ann], [bob]]);
    await users(id, ["PHONE"], [[phone]], SESSION, "DELETE");
    expect((await only("?identifiers=1")).list).toEqual([`EMAIL ${bob}`]);
  });

  it("meets planned faults at the call they are meant for", async () => {
    const id = await audience();
    await control("faults", { kind: "html", match: { method: "POST", path: "/users", nth: 2 }, times: 1 });
    const add = () =>
      fetch(`${simulator.url}/v25.0/${id}/users?access_token=token`, {
        method: "POST",
        body: JSON.stringify({ payload: { schema: ["EMAIL"], data: [[ann]] }, session: SESSION }),
      });
    expect([
      (await add()).status,
      (await graph("GET", id)).status,
      (await add()).status,
      (await add()).status,
    ]).toEqual([200, 200, 502, 200]);
    expect((await control("state")).faults).toEqual([]);
  });

  it("remembers everything across a restart, and forgets a line that was cut short", async () => {
    const id = await audience();
    const gone = await audience("Gone");
    await graph("DELETE", gone);
    await control("people", { people: [[ann, bob]] });
    await users(id, ["EMAIL"], [[ann], [bob]]);
    await users(id, ["EXTERN_ID"], [["crm-7"]]);
    const { calls: _, ...before } = await only("?identifiers=1");
    for (let time = 0; time < 2; time += 1) {
      await simulator.close();
      appendFileSync(path.join(folder, "meta.ndjson"), '{"change":"add","id":"');
      simulator = await open();
      expect(await only("?identifiers=1")).toMatchObject(before);
    }
    expect(BigInt(await audience("New")) > BigInt(gone)).toBe(true);
    expect(
      readFileSync(path.join(folder, "meta.ndjson"), "utf8")
        .split("\n")
        .every((line) => line.length < 1000),
    ).toBe(true);
  });

  it("forgets everything when told to", async () => {
    await audience();
    await control("reset", {});
    expect(await control("state")).toEqual({ audiences: [], faults: [] });
  });

  it("says so when its port is taken", async () => {
    await expect(
      startMetaSimulator({ port: simulator.port, settings: {}, secrets: {} }),
    ).rejects.toMatchObject({ code: "PORT_TAKEN" });
  });
});
