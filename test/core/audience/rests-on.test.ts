import { describe, expect, it } from "vitest";
import { movedUp, pinned } from "@/lib/core/audience/pin";
import { restsOn } from "@/lib/core/audience/rests-on";
import type { AudienceDefinition, AudienceReference } from "@/lib/core/audience/types";
import type { Audiences } from "@/lib/core/segment/audiences";

const everyone = (more: Partial<AudienceDefinition> = {}): AudienceDefinition => ({
  version: 1,
  entity: "customers",
  where: { all: [] },
  ...more,
});

/** Each audience with its versions, the first one first. */
const VERSIONS: Record<string, AudienceDefinition[]> = {
  staff: [everyone()],
  spenders: [everyone(), everyone({ where: { audience: "buyers", version: 1 } })],
  buyers: [everyone()],
  first: [everyone({ exclude: [{ audience: "spenders", version: 1 }] })],
};

function book(self: string, exclusions: AudienceReference[] = []): Audiences {
  return {
    self,
    isVersioned: true,
    find: (slug, version) => {
      const all = VERSIONS[slug] ?? [];
      const number = version ?? all.length;
      const json = all[number - 1];
      if (json) return { json, version: number, place: () => slug };
      return { problem: { code: "UNKNOWN_AUDIENCE", message: "There is none." } };
    },
    exclusions: () => exclusions,
    prioritySet: () => ({
      slug: "offers",
      name: "Offers",
      entity: "customers",
      audiences: [
        { audience: "first", version: 1 },
        { audience: "own", version: 3 },
        { audience: "buyers", version: 1 },
      ],
    }),
  };
}

describe("what an audience rests on", () => {
  it("is nothing where it names nobody and nobody is excluded", () => {
    expect(restsOn(everyone(), book("own"))).toEqual({});
  });

  it("is every audience it reaches, at the version that is meant, with what those rest on", () => {
    const definition = everyone({
      where: { not: { audience: "spenders", version: 2 } },
      priority: { set: "offers" },
    });
    const found = restsOn(definition, book("own", [{ audience: "staff", version: 1 }]));
    const exclusions = [{ audience: "staff", version: 1 }];
    expect(found).toEqual({
      exclusions,
      priority: [{ audience: "first", version: 1 }],
      audiences: [
        { audience: "buyers", version: 1, tree: VERSIONS.buyers![0], exclusions },
        { audience: "first", version: 1, tree: VERSIONS.first![0], exclusions },
        { audience: "spenders", version: 1, tree: VERSIONS.spenders![0], exclusions },
        { audience: "spenders", version: 2, tree: VERSIONS.spenders![1], exclusions },
        { audience: "staff", version: 1, tree: VERSIONS.staff![0] },
      ],
    });
  });

  it("is not whom the workspace excludes where the audience is one of those", () => {
    expect(restsOn(everyone(), book("staff", [{ audience: "staff", version: 1 }]))).toEqual({});
  });
});

describe("a reference", () => {
  const definition = everyone({
    where: { any: [{ audience: "spenders" }, { not: { audience: "buyers", version: 1 } }] },
    exclude: [{ audience: "spenders", version: 1 }],
  });

  it("is written down with the version that is meant", () => {
    expect(pinned(definition, book("own"))).toEqual({
      ...definition,
      where: {
        any: [{ audience: "spenders", version: 2 }, { not: { audience: "buyers", version: 1 } }],
      },
    });
  });

  it("moves up wherever the audience is named", () => {
    expect(movedUp(definition, "spenders", 2)).toEqual({
      ...definition,
      where: {
        any: [{ audience: "spenders", version: 2 }, { not: { audience: "buyers", version: 1 } }],
      },
      exclude: [{ audience: "spenders", version: 2 }],
    });
  });
});
