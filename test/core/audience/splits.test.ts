import { describe, expect, it } from "vitest";
import { resizeShare } from "@/lib/core/audience/resize-share";
import { isInShare, percentLeft, percentOf, shareCut, shareNames, shareOf } from "@/lib/core/audience/splits";
import type { Share, Splits } from "@/lib/core/audience/types";

const PEOPLE = Array.from({ length: 20_000 }, (_, at) => String(at + 1));
const A_B: Share[] = [
  { name: "a", percent: 30 },
  { name: "b", percent: 50 },
];
const with_ = (shares: readonly Share[], salt = "spring"): Splits => ({ salt, shares });

function sharesOf(splits: Splits): Map<string, string | null> {
  return new Map(PEOPLE.map((person) => [person, shareOf(splits, person)]));
}

/** Who is in another share than before, by where from and where to. */
function moved(before: Splits, after: Splits): Record<string, number> {
  const [old, fresh] = [sharesOf(before), sharesOf(after)];
  const moves: Record<string, number> = {};
  for (const person of PEOPLE) {
    const [from, to] = [old.get(person) ?? "none", fresh.get(person) ?? "none"];
    if (from !== to) moves[`${from} to ${to}`] = (moves[`${from} to ${to}`] ?? 0) + 1;
  }
  return moves;
}

describe("a split", () => {
  it("lays its shares out one after another over the digests", () => {
    expect(shareCut(with_(A_B), "a")).toEqual({
      name: "a",
      salt: "spring",
      ranges: [["0000000000000000", "4ccccccccccccccc"]],
    });
    expect(shareCut(with_(A_B), "b").ranges).toEqual([["4ccccccccccccccc", "cccccccccccccccc"]]);
    expect(shareCut(with_([{ name: "all", percent: 100 }]), "all").ranges).toEqual([
      ["0000000000000000", null],
    ]);
  });

  it("takes about as many as it says, whatever the salt", () => {
    for (const salt of ["spring", "autumn"]) {
      const counts = { a: 0, b: 0, none: 0 };
      for (const share of sharesOf(with_(A_B, salt)).values()) counts[(share ?? "none") as "a" | "b"] += 1;
      expect(counts.a / PEOPLE.length).toBeCloseTo(0.3, 1.5);
      expect(counts.b / PEOPLE.length).toBeCloseTo(0.5, 1.5);
      expect(counts.none / PEOPLE.length).toBeCloseTo(0.2, 1.5);
    }
  });

  it("draws anew with another salt", () => {
    const [spring, autumn] = [sharesOf(with_(A_B)), sharesOf(with_(A_B, "autumn"))];
    const same = PEOPLE.filter((person) => spring.get(person) === autumn.get(person)).length;
    expect(same / PEOPLE.length).toBeCloseTo(0.3 ** 2 + 0.5 ** 2 + 0.2 ** 2, 1);
  });

  it("is the same everywhere: sha256 of salt and unit, in hex", () => {
    // printf spring1 | sha256sum: 979a79dc23f30530…, which is 59.2 % of the way.
    const between = (from: string, until: string) => ({ salt: "spring", ranges: [[from, until]] as const });
    expect(isInShare(between("979a79dc23f30530", "979a79dc23f30531"), "1")).toBe(true);
    expect(isInShare(between("979a79dc23f30531", "ffffffffffffffff"), "1")).toBe(false);
    expect(shareOf(with_(A_B), "1")).toBe("b");
  });

  it("names each share once, and says what is left", () => {
    const shares = [...A_B, { percent: 5 }, { name: "a", percent: 10 }];
    expect(shareNames(with_(shares))).toEqual(["a", "b"]);
    expect(percentOf(shares, "a")).toBe(40);
    expect(percentLeft(shares)).toBe(10);
    expect(shareCut(with_(shares), "a").ranges).toHaveLength(2);
  });
});

describe("a share of another size", () => {
  it("grows into what is free and moves nobody out of another", () => {
    const grown = resizeShare(A_B, "a", 45);
    expect(grown).toEqual([...A_B, { name: "a", percent: 15 }]);
    expect(Object.keys(moved(with_(A_B), with_(grown)))).toEqual(["none to a"]);
  });

  it("shrinks from its end and moves nobody else", () => {
    const shrunk = resizeShare(A_B, "a", 10);
    expect(shrunk).toEqual([{ name: "a", percent: 10 }, { percent: 20 }, { name: "b", percent: 50 }]);
    expect(Object.keys(moved(with_(A_B), with_(shrunk)))).toEqual(["a to none"]);
  });

  it("takes the places another gave up before those behind everyone", () => {
    const shrunk = resizeShare(A_B, "a", 10);
    expect(resizeShare(shrunk, "b", 75)).toEqual([
      { name: "a", percent: 10 },
      { name: "b", percent: 75 },
    ]);
    expect(resizeShare(shrunk, "a", 30)).toEqual(A_B);
  });

  it("comes new from nothing, and of nothing is gone", () => {
    const added = resizeShare(A_B, "holdout", 20);
    expect(added).toEqual([...A_B, { name: "holdout", percent: 20 }]);
    expect(resizeShare(added, "holdout", 0)).toEqual(A_B);
    expect(resizeShare([{ name: "a", percent: 30 }], "a", 0)).toEqual([]);
  });

  it("keeps millionths whole", () => {
    const thirds = ["a", "b", "c"].reduce<Share[]>(
      (shares, name) => resizeShare(shares, name, 33.333333),
      [],
    );
    expect(percentLeft(thirds)).toBe(0.000001);
  });
});
