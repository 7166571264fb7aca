import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Condition, Segment } from "@/lib/core/segment/types";
import { changesOfSegment } from "@/lib/services/builder/changes";
import { overlapOfSegment } from "@/lib/services/builder/overlap";
import { reachOfSegment } from "@/lib/services/builder/reach";
import { setPolicy } from "@/lib/services/destination/set-policy";
import { GERMANS, makeAudience, makeShop, type ShopWorkspace } from "@/test/factories/shop-workspace";
import { MAPPING, makeDestination, POLICY } from "@/test/factories/synced-shop";
import { ownDatabase } from "@/test/factories/workspace";

ownDatabase({ beforeAll, afterAll });

const folder = mkdtempSync(path.join(tmpdir(), "coterie-panel-"));
let shop: ShopWorkspace;
beforeAll(async () => {
  shop = await makeShop(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const segment = (where: Condition): Segment => ({ version: 1, entity: "customers", where });
const upTo = (id: number) => segment({ value: { column: "customer_id" }, is: { lte: id } });
const asOf = "2026-11-20T10:42:00.000Z";

describe("the overlap with other audiences", () => {
  it("is a band of how much is in each, and names those that are nearly the same", async () => {
    const own = await makeAudience(shop.marketer, GERMANS, "Germans");
    await makeAudience(shop.marketer, segment({ all: [GERMANS.where] }), "Germans again");
    await makeAudience(shop.marketer, upTo(23), "The first");
    await makeAudience(shop.marketer, upTo(12), "Half");
    await makeAudience(shop.marketer, segment({ not: GERMANS.where }), "Others");
    const view = await overlapOfSegment(shop.marketer, { tree: GERMANS, asOf, audienceId: own.id });
    if ("price" in view) throw new Error("nobody bills for files");
    expect(view.audiences.map(({ name, share, sameAs }) => ({ name, share, sameAs }))).toEqual([
      { name: "Others", share: { kind: "none" }, sameAs: null },
      { name: "Half", share: { kind: "about", percent: 50 }, sameAs: null },
      { name: "The first", share: { kind: "over", percent: 50 }, sameAs: "members" },
      { name: "Germans again", share: { kind: "all" }, sameAs: "conditions" },
    ]);
  });
});

describe("the reach at a destination", () => {
  it("is whom its policy lets go, and why the others are kept back", async () => {
    const destinationId = await makeDestination(shop.admin, "Reach");
    const everyone = segment({ all: [] });
    const asked = { tree: everyone, asOf, destinationId, mapping: MAPPING };
    // Of thirty, every fifth has not consented and one is suppressed.
    expect(await reachOfSegment(shop.marketer, asked)).toEqual({
      blocked: null,
      members: 30,
      heldBack: { no_consent: "<10", suppressed: "<10", no_identifier: 0 },
      eligible: "all but a few",
      minimumSize: 10,
      policyVersion: 1,
      asOf,
    });
  });

  it("is nobody while the policy does not let a column decide", async () => {
    const destinationId = await makeDestination(shop.admin, "Deciding");
    await setPolicy(shop.admin, {
      id: destinationId,
      policy: { ...POLICY, deciding: [] },
      reason: "Stricter.",
    });
    const known = segment({ value: { column: "email" }, is: { known: true } });
    const asked = { tree: known, asOf, destinationId, mapping: MAPPING };
    expect(await reachOfSegment(shop.marketer, asked)).toEqual({
      blocked: "deciding",
      columns: ["Email"],
      asOf,
    });
  });
});

describe("what a day changed", () => {
  const ordered = (last: number): Condition => ({
    value: { count: true, of: "orders", during: { last, unit: "day" } },
    is: { gte: 1 },
  });

  it("is who came and went, by which condition, and what was saved meanwhile", async () => {
    // Everyone ordered on 2 January, at 03:04.
    const audience = await makeAudience(shop.marketer, segment({ all: [ordered(7)] }), "Lately");
    const tree = segment({ all: [ordered(7), GERMANS.where] });
    const came = await changesOfSegment(shop.marketer, { tree, asOf: "2026-01-03T00:00:00Z" });
    expect(came).toMatchObject({
      from: "2026-01-02T00:00:00.000Z",
      before: 0,
      now: 24,
      entered: 24,
      left: 0,
      conditions: [{ words: "At least one order in the last 7 days", gained: 24, lost: 0 }],
      versions: [],
    });
    const now = new Date().toISOString();
    const saved = await changesOfSegment(shop.marketer, { tree, asOf: now, audienceId: audience.id });
    expect(saved).toMatchObject({ entered: 0, left: 0, versions: [{ version: 1, by: shop.marketer.name }] });
    expect(saved).toMatchObject({ earlier: null });
    const tomorrow = new Date(Date.now() + 25 * 60 * 60_000).toISOString();
    const later = await changesOfSegment(shop.marketer, {
      tree: GERMANS,
      asOf: tomorrow,
      audienceId: audience.id,
    });
    expect(later).toMatchObject({ before: 24, now: 24, earlier: { version: 1, members: 0 }, versions: [] });
  });

  it("is told of the conditions someone sees, whatever is done with those who meet them", async () => {
    const limited = { ...segment({ all: [ordered(7)] }), limit: { top: 12, salt: "s" } };
    const asOf = "2026-01-03T00:00:00Z";
    expect(await changesOfSegment(shop.marketer, { tree: limited, asOf })).toMatchObject({
      entered: 12,
      left: 0,
      conditions: [{ words: "At least one order in the last 7 days", gained: 12, lost: 0 }],
    });
  });
});
