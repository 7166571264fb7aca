import { describe, expect, it } from "vitest";
import { draftState } from "@/components/audience-builder/draft-state";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Audiences } from "@/lib/core/segment/audiences";

const audiences: Audiences = { find: () => ({ json: null, version: 3, place: () => "" }) };
const everyone: AudienceDefinition = { version: 1, entity: "customers", where: { all: [] } };
const vips = (version?: number): AudienceDefinition => ({
  ...everyone,
  where: { all: [{ audience: "vips", ...(version === undefined ? {} : { version }) }] },
});

describe("what a draft is to the newest version", () => {
  it("has nothing to save while it is everyone", () => {
    expect(draftState(everyone, null, audiences)).toBe("empty");
    expect(draftState({ ...everyone, limit: { top: 10, salt: "x" } }, null, audiences)).toBe("new");
    expect(draftState({ ...everyone, where: { any: [] } }, null, audiences)).toBe("new");
  });

  it("is the version where saving would give the same again", () => {
    expect(draftState(vips(), vips(3), audiences)).toBe("versioned");
    expect(draftState(vips(3), vips(3), audiences)).toBe("versioned");
    expect(draftState(everyone, everyone, audiences)).toBe("versioned");
  });

  it("is new where an audience it names has moved on, and where it says something else", () => {
    expect(draftState(vips(), vips(2), audiences)).toBe("new");
    expect(draftState(everyone, vips(3), audiences)).toBe("new");
  });
});
