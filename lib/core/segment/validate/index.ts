import { checkAround, DEFINITION_KEYS } from "@/lib/core/audience/validate/definition";
import { resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import type { LocatedProblem } from "@/lib/core/path";
import type { Audiences } from "../audiences";
import { checkCondition } from "./condition";
import { checkValue } from "./value";
import { incomplete, type Node, nameAt, objectAt, refuseUnknownKeys, report, type Walk } from "./walk";
import { checkWindow } from "./window";

/**
/**
 * Everything that keeps a definition from being one of the catalog; an empty list: it is one. Without `audiences`, it may
 * name none and no lists either.
 */
export function checkSegment(json: unknown, catalog: Catalog, audiences?: Audiences): LocatedProblem[] {
  const chain = audiences?.self === undefined ? [] : [audiences.self];
  const named = audiences ? { audiences, chain, told: new Set<string>(), isExempt: false } : null;
  const walk = beginWalk({ catalog, named, lists: audiences?.lists ?? null, traits: [] });
  walk.segment(json);
  return walk.problems;
}

/** Everything wrong with what a trait of the entity is to be. */
export function checkTraitValue(
  catalog: Catalog,
  entity: string,
  trait: { name: string; value: unknown },
): LocatedProblem[] {
  const walk = beginWalk({ catalog, named: null, lists: null, traits: [`${entity}.${trait.name}`] });
  walk.value(trait.value, entity, []);
  return walk.problems;
}

function beginWalk(given: Pick<Walk, "catalog" | "named" | "lists" | "traits">): Walk {
  const walk: Walk = {
    ...given,
    problems: [],
    outside: [],
    nodes: 0,
    depth: 0,
    segment: (json) => {
      const segment = objectAt(walk, json, "segment", []);
      if (segment) checkRoot(walk, segment);
    },
    condition: (node, entity, at) => checkCondition(walk, node, entity, at),
    value: (node, entity, at) => checkValue(walk, node, entity, at),
    window: (node, entity, at) => checkWindow(walk, node, entity, at),
    begin: (named) => beginWalk({ ...given, named }),
    beginTrait: (name) => beginWalk({ ...given, named: null, lists: null, traits: [...given.traits, name] }),
  };
  return walk;
}

function checkRoot(walk: Walk, segment: Node): void {
  refuseUnknownKeys(walk, segment, DEFINITION_KEYS, "segment", []);
  checkVersion(walk, segment);
  const entity = checkEntity(walk, segment);
  if (!Object.hasOwn(segment, "where")) {
    report(
      walk,
      [],
      incomplete("The segment has no condition.", "Add `where`; `where: { all: [] }` is everyone."),
    );
  } else if (entity !== null) walk.condition(segment.where, entity, ["where"]);
  if (entity !== null) checkAround(walk, segment, entity);
}

function checkVersion(walk: Walk, segment: Node): void {
  if (segment.version === 1) return;
  report(walk, ["version"], {
    code: "VERSION",
    message:
      segment.version === undefined
        ? "The segment does not say which version of the language it is in."
        : "This version of the language is not known here.",
    fix: "Write `version: 1`.",
  });
}

/** The members are rows of this entity, each named by its key. */
function checkEntity(walk: Walk, segment: Node): string | null {
  const name = nameAt(walk, segment.entity, "entity", ["entity"]);
  if (name === null) return null;
  const entity = resolveEntity(walk.catalog, name);
  if ("problem" in entity) {
    report(walk, ["entity"], entity.problem);
    return null;
  }
  if (entity.key.length !== 1) {
    const reason = entity.key.length === 0 ? "has no key" : "has a key of several columns";
    report(walk, ["entity"], {
      code: "NO_SINGLE_KEY",
      message: `${entity.name} ${reason}, so its rows cannot be members.`,
      fix: "Build the segment of an entity with one key column, or ask the data team for one.",
    });
  }
  return name;
}
