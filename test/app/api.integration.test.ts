import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { NextRequest } from "next/server";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { log } from "@/app/api/_lib/log";
import { PUT as putDraft } from "@/app/api/audiences/[id]/draft/route";
import { GET as getAudience } from "@/app/api/audiences/[id]/route";
import { POST as createAudience, GET as listAudiences } from "@/app/api/audiences/route";
import { POST as signInPost } from "@/app/api/auth/[...nextauth]/route";
import { GET as listDemoPeople } from "@/app/api/demo-people/route";
import { POST as createFirstAdmin, GET as needsFirstAdmin } from "@/app/api/first-admin/route";
import { POST as createMember } from "@/app/api/members/route";
import { POST as countSegment } from "@/app/api/segments/count/route";
import { GET as getSession } from "@/app/api/session/route";
import { database } from "@/lib/db/client";
import type { Actor } from "@/lib/services/actor";
import { updateMember } from "@/lib/services/member/update";
import { GERMANS, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { ownDatabase } from "@/test/factories/workspace";

const SECRET = "a secret of the tests";
process.env.NEXTAUTH_SECRET = SECRET;
process.env.NEXTAUTH_URL = "http://coterie.test";
log.level = "silent";
ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-api-"));
let shop: ShopWorkspace;
beforeAll(async () => {
  shop = await makeShop(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

type Handler = typeof getSession;
type Asking = {
  as?: Actor;
  method?: string;
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
  params?: Record<string, string>;
};

async function ask(handler: Handler, address: string, asking: Asking = {}) {
  const { as, body, text, headers = {}, params = {} } = asking;
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const method = asking.method ?? (sent === undefined ? "GET" : "POST");
  const request = new NextRequest(`http://coterie.test/api${address}`, {
    method,
    body: sent,
    headers: {
      host: "coterie.test",
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
      ...(as ? { cookie: await cookieOf(as) } : {}),
      ...headers,
    },
  });
  const response = await handler(request, { params: Promise.resolve(params) });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

async function cookieOf({ userId, workspaceId }: Actor): Promise<string> {
  const signedInAt = Date.now();
  const token = await encode({ token: { sub: userId, workspaceId, signedInAt }, secret: SECRET });
  return `next-auth.session-token=${token}`;
}

describe("the API", () => {
  it("answers who is signed in", async () => {
    const { status, body } = await ask(getSession, "/session", { as: shop.approver });
    expect(status).toBe(200);
    expect(body).toMatchObject({ role: "approver", workspace: { id: shop.id, demo: true } });
  });

  it("answers 401 to nobody, to a forged cookie, and to someone disabled since", async () => {
    const refusal = { error: { code: "UNAUTHENTICATED", remedy: "reconnect" } };
    expect(await ask(getSession, "/session")).toMatchObject({ status: 401, body: refusal });
    const forged = { cookie: "next-auth.session-token=eyJhbGciOiJkaXIifQ..x.y.z" };
    expect(await ask(getSession, "/session", { headers: forged })).toMatchObject({ status: 401 });
    const person = await shop.actor("viewer");
    await updateMember(shop.admin, { id: person.userId, disabled: true });
    expect(await ask(getSession, "/session", { as: person })).toMatchObject({ status: 401, body: refusal });
  });

  it("answers 401 to a cookie from before the password was changed", async () => {
    const person = await shop.actor("viewer");
    const cookie = await cookieOf(person);
    expect(await ask(getSession, "/session", { headers: { cookie } })).toMatchObject({ status: 200 });
    await updateMember(shop.admin, { id: person.userId, password: "a brand new password" });
    expect(await ask(getSession, "/session", { headers: { cookie } })).toMatchObject({
      status: 401,
      body: { error: { message: "Your password was changed since you signed in." } },
    });
    expect(await ask(getSession, "/session", { as: person })).toMatchObject({ status: 200 });
  });

  it("takes the role from the database, not from the cookie", async () => {
    const person = await shop.actor("marketer");
    const body = { name: "Fresh", entity: "customers" };
    expect(await ask(createAudience, "/audiences", { as: person, body })).toMatchObject({ status: 200 });
    await updateMember(shop.admin, { id: person.userId, role: "viewer" });
    expect(await ask(createAudience, "/audiences", { as: person, body })).toMatchObject({
      status: 403,
      body: { error: { code: "FORBIDDEN", message: "This takes the role marketer; yours is viewer." } },
    });
  });

  it("answers 400 to what is not JSON and 422 to what is not of the form", async () => {
    const as = shop.marketer;
    expect(await ask(createAudience, "/audiences", { as, text: "{" })).toMatchObject({
      status: 400,
      body: { error: { code: "MALFORMED_REQUEST" } },
    });
    const form = { "content-type": "application/x-www-form-urlencoded" };
    expect(await ask(createAudience, "/audiences", { as, text: "name=x", headers: form })).toMatchObject({
      status: 400,
    });
    const { status, body } = await ask(createAudience, "/audiences", { as, body: { entity: "customers" } });
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: "INVALID_INPUT", problems: [{ path: "name" }] });
  });

  it("reads no more of a body than it takes, of nobody's and of anybody's", async () => {
    const asked = [
      [createFirstAdmin, "application/json"],
      [signInPost, "application/x-www-form-urlencoded"],
    ] as const;
    for (const [handler, type] of asked) {
      let sent = 0;
      const endless = new ReadableStream({
        pull(controller) {
          sent += 1;
          controller.enqueue(new Uint8Array(1_000_000).fill(97));
          if (sent === 200) controller.close();
        },
      });
      const request = new NextRequest("http://coterie.test/api/anything", {
        method: "POST",
        body: endless,
        headers: { "content-type": type },
        duplex: "half",
      });
      const params = Promise.resolve({ nextauth: ["callback", "credentials"] });
      const response = await handler(request, { params });
      expect(response.status).toBe(400);
      expect(sent).toBeLessThan(10);
    }
  });

  it.each<[string, string]>([
    ["a NUL character", '{"name":"a\\u0000b","entity":"customers"}'],
    ["half a character", '{"name":"a\\ud800","entity":"customers"}'],
    ["a NUL character in a name", '{"na\\u0000me":"a","entity":"customers"}'],
    ["endless nesting", `{"name":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
  ])("answers 400 to %s", async (_what, text) => {
    expect(await ask(createAudience, "/audiences", { as: shop.marketer, text })).toMatchObject({
      status: 400,
      body: { error: { code: "MALFORMED_REQUEST" } },
    });
  });

  it("answers 400 to a NUL character in an address", async () => {
    const params = { id: "\0" };
    expect(await ask(getAudience, "/audiences/%00", { as: shop.marketer, params })).toMatchObject({
      status: 400,
    });
  });

  it("answers 404 to another workspace's id, and 409 to a stale draft", async () => {
    const { body } = await ask(createAudience, "/audiences", {
      as: shop.marketer,
      body: { name: "Mine", entity: "customers" },
    });
    const other = await makeShop(path.join(folder, "other"));
    const params = { id: body.id };
    expect(await ask(getAudience, `/audiences/${body.id}`, { as: other.admin, params })).toMatchObject({
      status: 404,
      body: { error: { code: "NOT_FOUND" } },
    });
    const draft = { tree: GERMANS, name: "Mine", revision: 7 };
    const stale = { as: shop.marketer, params, method: "PUT", body: draft };
    expect(await ask(putDraft, `/audiences/${body.id}/draft`, stale)).toMatchObject({
      status: 409,
      body: { error: { code: "DRAFT_CONFLICT" } },
    });
  });

  it("lets the address, not the body, say what is meant", async () => {
    const [first, second] = await Promise.all(
      ["One", "Two"].map(async (name) => {
        const body = { name, entity: "customers" };
        return (await ask(createAudience, "/audiences", { as: shop.marketer, body })).body.id as string;
      }),
    );
    const body = { id: second, tree: GERMANS, name: "Renamed", revision: 1 };
    const params = { id: first! };
    await ask(putDraft, `/audiences/${first}/draft`, { as: shop.marketer, params, method: "PUT", body });
    const { body: rows } = await ask(listAudiences, "/audiences", { as: shop.marketer });
    const names = (rows as { id: string; name: string }[]).filter(({ id }) => id === first || id === second);
    expect(names.map(({ id, name }) => [id === first, name]).sort()).toEqual([
      [false, "Two"],
      [true, "Renamed"],
    ]);
  });

  it.each<Record<string, string>>([
    { origin: "http://evil.test" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "null" },
  ])("refuses a change asked for by another site (%o)", async (headers) => {
    const body = { name: "Forged", entity: "customers" };
    expect(await ask(createAudience, "/audiences", { as: shop.marketer, body, headers })).toMatchObject({
      status: 403,
      body: { error: { message: "This request came from another site." } },
    });
  });

  it("takes a change from its own pages", async () => {
    const body = { name: "Own", entity: "customers" };
    const headers = { origin: "http://coterie.test", "sec-fetch-site": "same-origin" };
    expect(await ask(createAudience, "/audiences", { as: shop.marketer, body, headers })).toMatchObject({
      status: 200,
    });
  });

  it("counts with a small group hidden", async () => {
    const tree = { ...GERMANS, where: { value: { column: "country" }, is: { eq: "FR" } } };
    const { body } = await ask(countSegment, "/segments/count", { as: shop.marketer, body: { tree } });
    expect(body).toMatchObject({ members: "<10", population: 30 });
  });

  it("keeps what went wrong inside to itself", async () => {
    await database().$executeRawUnsafe(`ALTER TABLE "Audience" RENAME TO "Hidden"`);
    try {
      const answer = await ask(listAudiences, "/audiences", { as: shop.marketer });
      expect(answer.status).toBe(500);
      expect(answer.body).toEqual({
        error: {
          code: "INTERNAL",
          message: "Something went wrong on our side.",
          fix: "Try again; if it happens again, tell whoever runs Coterie here, with the time it happened.",
          remedy: "report",
          problems: [],
        },
      });
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    } finally {
      await database().$executeRawUnsafe(`ALTER TABLE "Hidden" RENAME TO "Audience"`);
    }
  });

  it("never makes a second first admin, nor a demo workspace, over the network", async () => {
    expect((await ask(needsFirstAdmin, "/first-admin")).body).toEqual({ needed: false });
    const body = { name: "Eve", email: "eve@shop.test", password: "a long enough password", demo: true };
    expect(await ask(createFirstAdmin, "/first-admin", { body })).toMatchObject({
      status: 409,
      body: { error: { code: "NOT_FIRST" } },
    });
    expect((await ask(listDemoPeople, "/demo-people")).body).toEqual([]);
  });

  it("never answers a password", async () => {
    const body = { name: "Zoe", email: "zoe@shop.test", role: "viewer", password: "a long enough password" };
    const answer = await ask(createMember, "/members", { as: shop.admin, body });
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain("password");
  });
});
