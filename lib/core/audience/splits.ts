import { InvalidInput } from "@/lib/core/errors";
import { sha256 } from "@/lib/core/identity/sha256";
import type { HexRange, ShareCut } from "@/lib/core/segment/types";
import { didYouMean } from "@/lib/core/suggest";
import type { AudienceDefinition, Share, Splits } from "./types";

/** Percentages have up to six decimal places, so that a place is a whole number of millionths. */
const WHOLE = 100_000_000;
/** Digests are compared by their first sixteen hex digits; a longer text follows its own beginning. */
const DIGESTS = 1n << 64n;

/** The names, each once, in the order they first come. */
export function shareNames(splits: Splits | undefined): string[] {
  return [...new Set(splits?.shares.flatMap(({ name }) => (name === undefined ? [] : [name])) ?? [])];
}

/** Throws InvalidInput where the audience has no share of the name. */
export function requireShare({ splits }: Pick<AudienceDefinition, "splits">, name: string): void {
  const names = shareNames(splits);
  if (names.includes(name)) return;
  throw new InvalidInput({
    code: "UNKNOWN_SPLIT",
    message:
      names.length === 0
        ? "This audience is not split."
        : `The audience has no share of this name${didYouMean(name, names)}`,
    fix:
      names.length === 0 ? "Ask for all of it." : `Use one of ${names.map((one) => `“${one}”`).join(", ")}.`,
    path: "splits",
  });
}

/** What a name has in all, in percent. */
export function percentOf(shares: readonly Share[], name: string): number {
  return toPercent(sum(shares.filter((share) => share.name === name)));
}

/** What no share takes, in percent; negative where they take more than there is. */
export function percentLeft(shares: readonly Share[]): number {
  return toPercent(WHOLE - sum(shares.filter(({ name }) => name !== undefined)));
}

/** The rows of one share as every warehouse and Node tell them. */
export function shareCut({ salt, unit, shares }: Splits, name: string): ShareCut {
  return { name, salt, ...(unit ? { unit } : {}), ranges: rangesOf(shares, name) };
}

/** Whether a unit, printed as a key is, belongs to the share. */
export function isInShare({ salt, ranges }: Pick<ShareCut, "salt" | "ranges">, unit: string): boolean {
  const digest = sha256(`${salt}${unit}`);
  return ranges.some(([from, until]) => from <= digest && (until === null || digest < until));
}

/** The share of a unit; null: none. */
export function shareOf(splits: Splits, unit: string): string | null {
  const names = shareNames(splits);
  return names.find((name) => isInShare(shareCut(splits, name), unit)) ?? null;
}

function rangesOf(shares: readonly Share[], name: string): HexRange[] {
  const ranges: HexRange[] = [];
  let place = 0;
  for (const share of shares) {
    const from = digestAt(place);
    place += millionths(share.percent);
    if (share.name !== name || from === null) continue;
    const last = ranges.at(-1);
    if (last?.[1] === from) ranges[ranges.length - 1] = [last[0], digestAt(place)];
    else ranges.push([from, digestAt(place)]);
  }
  return ranges;
}

/** Null: beyond the last digest. */
function digestAt(place: number): string | null {
  if (place >= WHOLE) return null;
  return ((BigInt(place) * DIGESTS) / BigInt(WHOLE)).toString(16).padStart(16, "0");
}

function sum(shares: readonly Share[]): number {
  return shares.reduce((total, { percent }) => total + millionths(percent), 0);
}

export function millionths(percent: number): number {
  return Math.round(percent * 1_000_000);
}

export function toPercent(place: number): number {
  return place / 1_000_000;
}
