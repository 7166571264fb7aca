import { millionths, toPercent } from "./splits";
import type { Share } from "./types";

type Part = { name?: string; size: number };

/**
 * The shares with one of another size, laid out so that nobody moves without need: what grows takes free places only, what
 * shrinks leaves its last places free. A share that is new starts from nothing; one of nothing is gone.
 *
 * Laid out in order instead, a share that grows would push the people of every later one into the next.
 */
export function resizeShare(shares: readonly Share[], name: string, percent: number): Share[] {
  const parts = shares.map(({ name: of, percent: size }): Part => ({ name: of, size: millionths(size) }));
  const had = sizeOf(parts, name);
  const wanted = millionths(percent);
  const changed = wanted > had ? grown(parts, name, wanted - had) : shrunk(parts, name, had - wanted);
  return tidy(changed).map(({ name: of, size }) => ({
    ...(of === undefined ? {} : { name: of }),
    percent: toPercent(size),
  }));
}

/** Into the free places in their order, then behind everyone. */
function grown(parts: readonly Part[], name: string, by: number): Part[] {
  let left = by;
  const filled = parts.flatMap((part): Part[] => {
    if (part.name !== undefined || left === 0) return [part];
    const taken = Math.min(part.size, left);
    left -= taken;
    return [{ name, size: taken }, { size: part.size - taken }];
  });
  return [...filled, { name, size: left }];
}

function shrunk(parts: readonly Part[], name: string, by: number): Part[] {
  let left = by;
  const backwards = [...parts].reverse().flatMap((part): Part[] => {
    if (part.name !== name || left === 0) return [part];
    const freed = Math.min(part.size, left);
    left -= freed;
    return [{ size: freed }, { name, size: part.size - freed }];
  });
  return backwards.reverse();
}

/** No empty parts, no two neighbours of one name, nothing free at the end. */
function tidy(parts: readonly Part[]): Part[] {
  const kept: Part[] = [];
  for (const part of parts) {
    if (part.size === 0) continue;
    const last = kept.at(-1);
    if (last && last.name === part.name) kept[kept.length - 1] = { ...last, size: last.size + part.size };
    else kept.push(part);
  }
  while (kept.at(-1)?.name === undefined && kept.length > 0) kept.pop();
  return kept;
}

function sizeOf(parts: readonly Part[], name: string): number {
  return parts.reduce((total, part) => (part.name === name ? total + part.size : total), 0);
}
