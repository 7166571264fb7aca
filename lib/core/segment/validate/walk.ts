import type { Catalog, ColumnType } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import type { Lists } from "@/lib/core/list/held";
import type { LocatedProblem, PathParts } from "@/lib/core/path";
import { didYouMean } from "@/lib/core/suggest";
import type { Audiences } from "../audiences";

export type Node = Readonly<Record<string, unknown>>;

/** One validation in progress. Families of nodes reach each other through it, not by importing each other. */
export type Walk = {
  readonly catalog: Catalog;
  readonly problems: LocatedProblem[];
  /** The audiences that may be named, and those on the way here; null: none may. */
  readonly named: Named | null;
  /** The lists that may be named; null: none may. */
  readonly lists: Lists | null;
  /** Traits on the way here, as `entity.trait`. */
  readonly traits: readonly string[];
  /** Entities of the rows from which relations led here, the nearest first. */
  outside: readonly string[];
  nodes: number;
  /** Of the reference this segment is read for, in the segments that lead here. */
  depth: number;
  segment(json: unknown): void;
  condition(node: unknown, entity: string, at: PathParts): void;
  /** The type of the value on a row of the entity; null when it has problems, which are then reported. */
  value(node: unknown, entity: string, at: PathParts): ColumnType | null;
  window(node: unknown, entity: string, at: PathParts): void;
  /** A walk through another segment, which knows nothing of the rows around the reference to it. */
  begin(named: Named): Walk;
  /** A walk through the value of a trait, which may name neither audiences nor lists. */
  beginTrait(name: string): Walk;
};

export type Named = {
  audiences: Audiences;
  chain: readonly string[];
  /** Messages that say already which audience they are about. */
  told: Set<string>;
  /** On the way of a workspace's exclusion, which is read without the workspace's exclusions. */
  isExempt: boolean;
  /**
   * The priority set whose order this audience is read in: whoever reads it checks those before it, and whom the workspace
   * excludes as well, so that a long set stays a list and does not become a tree.
   */
  within?: Within;
};

/** `isExempt`: the set is read without the workspace's exclusions. */
export type Within = { set: string; isExempt: boolean };

export type Noun =
  | "segment"
  | "condition"
  | "value"
  | "test"
  | "window"
  | "sequence"
  | "step"
  | "rank"
  | "reference"
  | "priority"
  | "limit"
  | "cap"
  | "split"
  | "share";

export const MAX_NODES = 2_000;
const MAX_DEPTH = 50;
const MAX_NAME = 300;
/** More are not said one by one. */
const MAX_UNKNOWN_KEYS = 20;

export function report(walk: Walk, at: PathParts, problem: Omit<Problem, "path" | "line">): void {
  walk.problems.push({ ...problem, at });
}

/** Runs a check and tells whether it found nothing. */
export function isClean(walk: Walk, check: () => void): boolean {
  const before = walk.problems.length;
  check();
  return walk.problems.length === before;
}

/** Runs a check of what stands inside a relation that was entered from a row of the entity. */
export function within(walk: Walk, entity: string, check: () => void): void {
  standing(walk, [entity, ...walk.outside], check);
}

/** Runs a check where other rows are outside. */
export function standing(walk: Walk, outside: readonly string[], check: () => void): void {
  const before = walk.outside;
  walk.outside = outside;
  check();
  walk.outside = before;
}

/** The node as an object, or null with a problem: nothing there, something else, or too much of it. */
export function objectAt(walk: Walk, node: unknown, noun: Noun, at: PathParts): Node | null {
  if (!isWithinLimits(walk, at)) return null;
  if (node === undefined || node === null) {
    report(walk, at, incomplete(`A ${noun} is missing here.`, `Add a ${noun}, or remove this part.`));
    return null;
  }
  if (typeof node !== "object" || Array.isArray(node)) {
    const found = Array.isArray(node) ? "a list" : "a single value";
    report(walk, at, {
      code: "WRONG_SHAPE",
      message: `A ${noun} belongs here, not ${found}.`,
      fix: "Write it as an object, as in the examples of the language.",
    });
    return null;
  }
  return node as Node;
}

/** The one kind a node is of, by its telling key; null with a problem where it has none or several. */
export function kindAt<K extends string>(
  walk: Walk,
  node: Node,
  kinds: readonly K[],
  noun: Noun,
  at: PathParts,
): K | null {
  const found = kinds.filter((kind) => Object.hasOwn(node, kind));
  if (found.length === 1) return found[0]!;
  const keys = Object.keys(node);
  if (found.length > 1) {
    report(walk, at, {
      code: "TWO_KINDS",
      message: `One ${noun} says one thing, and this one says ${found.map((kind) => `\`${kind}\``).join(" and ")}.`,
      fix: `Keep one of them; use two ${noun}s for two things.`,
    });
  } else if (keys.length === 0) {
    report(walk, at, incomplete(`This ${noun} is empty.`, `Choose what the ${noun} is.`));
  } else {
    const key = shown(keys[0]!);
    report(walk, at, {
      code: "UNKNOWN_KIND",
      message: `\`${key}\` is not a kind of ${noun}${didYouMean(key, kinds)}`,
      fix: `Use one of ${kinds.map((kind) => `\`${kind}\``).join(", ")}.`,
    });
  }
  return null;
}

export function refuseUnknownKeys(
  walk: Walk,
  node: Node,
  known: readonly string[],
  noun: Noun,
  at: PathParts,
): void {
  const unknown = Object.keys(node).filter((key) => !known.includes(key));
  for (const key of unknown.slice(0, MAX_UNKNOWN_KEYS)) {
    const name = shown(key);
    report(walk, [...at, name], {
      code: "UNKNOWN_KEY",
      message: `\`${name}\` does not belong in this ${noun}${didYouMean(name, known)}`,
      fix: "Remove it, or correct its name.",
    });
  }
}

/** A name written by a person: a text with something in it. */
export function nameAt(walk: Walk, name: unknown, what: string, at: PathParts): string | null {
  if (name === undefined || name === null || name === "") {
    report(walk, at, incomplete(`The ${what} is not chosen yet.`, `Choose the ${what}.`));
    return null;
  }
  if (typeof name === "string" && name.length <= MAX_NAME) return name;
  report(walk, at, {
    code: "WRONG_SHAPE",
    message: `The ${what} must be a name${typeof name === "string" ? " of at most 300 characters" : ""}.`,
    fix: `Choose the ${what}.`,
  });
  return null;
}

export function listAt(walk: Walk, list: unknown, what: string, at: PathParts): readonly unknown[] | null {
  if (Array.isArray(list)) return list;
  report(
    walk,
    at,
    list === undefined || list === null
      ? incomplete(`The ${what} are missing.`, `Add the ${what} as a list.`)
      : { code: "WRONG_SHAPE", message: `The ${what} must be a list.`, fix: "Put them in square brackets." },
  );
  return null;
}

export function oneOf(
  walk: Walk,
  value: unknown,
  allowed: readonly string[],
  what: string,
  at: PathParts,
): boolean {
  if (typeof value === "string" && allowed.includes(value)) return true;
  const choices = allowed.map((one) => `\`${one}\``).join(", ");
  if (value === undefined || value === null || value === "") {
    report(walk, at, incomplete(`The ${what} is not chosen yet.`, `Use one of ${choices}.`));
    return false;
  }
  const guess = typeof value === "string" ? didYouMean(value, allowed) : ".";
  const said = typeof value === "string" ? `\`${shown(value)}\`` : "This";
  report(walk, at, {
    code: "UNKNOWN_WORD",
    message: `${said} is not ${/^[aeio]/.test(what) ? "an" : "a"} ${what}${guess}`,
    fix: `Use one of ${choices}.`,
  });
  return false;
}

/** Half-finished, as the builder saves it, rather than wrong. */
export function incomplete(message: string, fix: string): Omit<Problem, "path" | "line"> {
  return { code: "INCOMPLETE", message, fix };
}

/** What a person wrote, short enough for a sentence. */
export function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function isWithinLimits(walk: Walk, at: PathParts): boolean {
  walk.nodes += 1;
  const depth = walk.depth + depthOf(at);
  if (walk.nodes === MAX_NODES + 1) {
    report(walk, [], {
      code: "TOO_LARGE",
      message: `This segment has more than ${MAX_NODES.toLocaleString("en")} parts.`,
      fix: "Split it into several audiences, or use a list for long lists of values.",
    });
  }
  if (depth === MAX_DEPTH + 1) {
    report(walk, at, {
      code: "TOO_DEEP",
      message: `This part is nested more than ${MAX_DEPTH} levels deep.`,
      fix: "Flatten groups within groups.",
    });
  }
  return walk.nodes <= MAX_NODES && depth <= MAX_DEPTH;
}

/** Each level of nesting adds one to three steps to the path. */
export function depthOf(at: PathParts): number {
  return at.filter((part) => typeof part === "string" && NESTING.has(part)).length;
}

const NESTING = new Set([
  "all",
  "any",
  "not",
  "where",
  "must",
  "among",
  "value",
  "key",
  "by",
  "of",
  "count",
  "count_distinct",
  "sum",
  "avg",
  "min",
  "max",
  "first",
  "last",
  "since",
  "outer",
  "difference",
  "after",
]);
