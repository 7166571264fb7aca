import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { inRequest, routeOf } from "@/app/api/_lib/in-request";
import { serveOpen } from "@/app/api/_lib/serve";
import { currentWork } from "@/lib/trace/work";

const asked = (headers: Record<string, string>) =>
  new NextRequest("http://coterie.test/api/syncs/7/run", { method: "POST", headers });

it("answers under the id the request came with, and works under it", async () => {
  const id = "0193c1de-7a52-7b1e-9c55-2f0c9a0c1d2e";
  let seen: string | undefined;
  const response = await inRequest(asked({ "x-request-id": id }), { id: "7" }, async () => {
    seen = currentWork().request;
    return Response.json(null);
  });
  expect([seen, response.headers.get("x-request-id")]).toEqual([id, id]);
});

it("gives an id to a request without one", async () => {
  const response = await inRequest(asked({}), {}, async () => Response.json(null));
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

it("serves an address without parameters, for which Next gives none", async () => {
  const given = { params: Promise.resolve(undefined) };
  const request = new NextRequest("http://coterie.test/api/demo-people");
  const response = await serveOpen(async () => "here")(request, given);
  expect([response.status, await response.json()]).toEqual([200, "here"]);
});

it("knows an address by its pattern, not by what is in it", () => {
  expect(routeOf("/api/syncs/7/run", { id: "7" })).toBe("/api/syncs/[id]/run");
  expect(routeOf("/api/columns/customers/e%20mail/values", { entity: "customers", column: "e mail" })).toBe(
    "/api/columns/[entity]/[column]/values",
  );
  expect(routeOf("/api/auth/callback/oidc", { nextauth: ["callback", "oidc"] })).toBe(
    "/api/auth/[nextauth]/[nextauth]",
  );
  expect(routeOf("/api/syncs/%E0%A4%A/run", {})).toBe("/api/syncs/%E0%A4%A/run");
});
