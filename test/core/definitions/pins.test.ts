import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpinned } from "@/lib/core/audience/pin";
import type { AudienceDefinition } from "@/lib/core/audience/types";
import { pinnedTogether, type SavedTree } from "@/lib/core/definitions/pins";

const of = (where: AudienceDefinition["where"]): AudienceDefinition => ({
  ...{ version: 1, entity: "people", where },
});
const named = (audience: string, version?: number): AudienceDefinition =>
  of(version === undefined ? { audience } : { audience, version });
const column = (value: number) => of({ value: { column: "age" }, is: { gt: value } });

describe("pinnedTogether", () => {
  const there = new Map<string, SavedTree>([
    ["adults", { version: 3, tree: column(18) }],
    ["buyers", { version: 2, tree: named("adults", 3) }],
  ]);

  it("gives what rests on a changed audience a new version too, however the files are ordered", () => {
    const wanted = new Map([
      ["buyers", named("adults")],
      ["adults", column(21)],
    ]);
    expect(pinnedTogether(wanted, there)).toEqual(
      new Map([
        ["adults", { version: 4, tree: column(21) }],
        ["buyers", { version: 3, tree: named("adults", 4) }],
      ]),
    );
  });

  it("keeps a version that is written down, and takes the workspace's of what the folder does not have", () => {
    expect(pinnedTogether(new Map([["buyers", named("adults")]]), there).get("buyers")).toEqual({
      ...{ version: 2, tree: named("adults", 3) },
    });
    expect(pinnedTogether(new Map([["buyers", named("adults", 1)]]), there).get("buyers")).toEqual({
      ...{ version: 3, tree: named("adults", 1) },
    });
  });

  it("comes to an end where audiences run in a circle", () => {
    const circle = new Map([
      ["a", named("b")],
      ["b", named("a")],
    ]);
    expect([...pinnedTogether(circle, new Map()).keys()]).toEqual(["b", "a"]);
  });

  it("changes nothing of what a workspace wrote out", () => {
    const slugs = ["a", "b", "c", "d"];
    const workspace = fc
      .array(fc.record({ version: fc.integer({ min: 1, max: 9 }), rest: fc.nat(9), at: fc.nat(9) }), {
        ...{ minLength: 4, maxLength: 4 },
      })
      .map((made) => {
        const saved = new Map<string, SavedTree>();
        for (const [at, { version, rest, at: pin }] of made.entries()) {
          const other = slugs[rest];
          const tree = other && rest < at ? named(other, Math.max(1, pin)) : column(rest);
          saved.set(slugs[at]!, { version, tree });
        }
        return saved;
      });
    fc.assert(
      fc.property(workspace, (saved) => {
        const newestOf = (name: string) => saved.get(name)?.version;
        const files = [...saved].map(([slug, { tree }]) => [slug, unpinned(tree, newestOf)] as const);
        expect(pinnedTogether(new Map(files.reverse()), saved)).toEqual(
          new Map([...saved].map(([slug, one]) => [slug, one])),
        );
      }),
    );
  });
});
