import type { PathParts } from "@/lib/core/path";
import { CONDITION_KINDS, type ConditionKind } from "../kinds";
import { checkAudience } from "./audience";
import { checkComparison } from "./compare";
import { checkEvery } from "./every";
import { checkGroup, checkNot } from "./groups";
import { checkList } from "./held-list";
import { checkRank } from "./rank";
import { checkSequence } from "./sequence";
import { kindAt, type Node, objectAt, refuseUnknownKeys, type Walk } from "./walk";

type Check = (walk: Walk, node: Node, entity: string, at: PathParts) => void;

const CONDITIONS: { [K in ConditionKind]: { keys: readonly string[]; check: Check } } = {
  all: { keys: ["all"], check: checkGroup("all") },
  any: { keys: ["any"], check: checkGroup("any") },
  not: { keys: ["not"], check: checkNot },
  value: { keys: ["value", "is"], check: checkComparison },
  every: { keys: ["every", "where", "must"], check: checkEvery },
  audience: { keys: ["audience", "version"], check: checkAudience },
  list: { keys: ["list", "key"], check: checkList },
  sequence: { keys: ["sequence"], check: checkSequence },
  rank: { keys: ["rank"], check: checkRank },
};

export function checkCondition(walk: Walk, given: unknown, entity: string, at: PathParts): void {
  const node = objectAt(walk, given, "condition", at);
  if (!node) return;
  // `is` alone is a comparison whose value is still missing.
  const kind = isUnfinishedComparison(node) ? "value" : kindAt(walk, node, CONDITION_KINDS, "condition", at);
  if (!kind) return;
  refuseUnknownKeys(walk, node, CONDITIONS[kind].keys, "condition", at);
  CONDITIONS[kind].check(walk, node, entity, at);
}

function isUnfinishedComparison(node: Node): boolean {
  return Object.keys(node).length === 1 && Object.hasOwn(node, "is");
}
