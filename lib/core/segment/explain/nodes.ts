import { calledOr } from "@/lib/core/catalog/called";
import { resolved } from "@/lib/core/catalog/resolve";
import type { Catalog, ColumnType, PiiTag } from "@/lib/core/catalog/types";
import { describeCondition, describeValue } from "../describe";
import { capitalise } from "../describe/phrase";
import { asGroup, GROUP_WORDS, type GroupKind } from "../edit/group";
import { type ConditionKind, conditionKind } from "../kinds";
import { type PartNames, partNamesOf } from "../part-names";
import type { AudienceCondition, Condition, Segment, Value } from "../types";
import { valueType } from "../value-type";
import { askedValues } from "./asked";
import { personalTag } from "./tag";

export type Kind = GroupKind | Exclude<ConditionKind, "all" | "any" | "not">;

/** A condition about the row that is explained, with the values it looks at. What is inside relations is about other rows. */
export type ExplainNode = {
  path: string;
  kind: Kind;
  condition: Condition;
  sentence: string;
  asked: Asked[];
  children: ExplainNode[];
};

export type Asked = {
  value: Value;
  words: string;
  type: ColumnType;
  pii: PiiTag | null;
  /** What its numbers stand for: 6 for Saturday. */
  names?: PartNames | undefined;
};

export function explainNodes({ entity, where }: Segment, catalog: Catalog): ExplainNode {
  return nodeOf(where, "where", { entity, catalog });
}

/** The node and all inside it, in the order of reading. */
export function inOrder(node: ExplainNode): ExplainNode[] {
  return [node, ...node.children.flatMap(inOrder)];
}

type Here = { entity: string; catalog: Catalog };

function nodeOf(condition: Condition, path: string, here: Here, said?: string): ExplainNode {
  // Twice not is the condition itself.
  if ("not" in condition && "not" in condition.not) return nodeOf(condition.not.not, `${path}.not.not`, here);
  const group = asGroup(condition);
  if (group && group.children.length > 0) {
    const children = group.children.map((one, index) => nodeOf(one, `${path}.${group.list}[${index}]`, here));
    return { path, kind: group.kind, condition, sentence: GROUP_WORDS[group.kind], asked: [], children };
  }
  // What is negated is explained by its own values.
  const inner = "not" in condition ? condition.not : condition;
  const at = "not" in condition ? `${path}.not` : path;
  return {
    path,
    kind: group?.kind ?? kindOf(inner),
    condition,
    sentence: said ?? describeCondition(condition, here.entity, here.catalog),
    asked: askedValues(inner).map((value) => askedOf(value, here)),
    children: partsOf(inner, at, here).map((part) => nodeOf(part.condition, part.path, here, part.sentence)),
  };
}

function kindOf(condition: Condition): Kind {
  const kind = conditionKind(condition);
  if (kind === "not") throw new TypeError("a double negation was left in place");
  return kind;
}

type Part = { condition: Condition; path: string; sentence?: string };

/** Conditions about the same row inside one that is no group. */
function partsOf(condition: Condition, path: string, { catalog }: Here): Part[] {
  if ("audience" in condition) return meaningOf(condition, path, catalog);
  if (!("rank" in condition) || !condition.rank.among) return [];
  return [{ condition: condition.rank.among, path: `${path}.rank.among` }];
}

/** Of audiences that are served in turn, whether the row meets the conditions of each: not whether its limit kept the row. */
function meaningOf({ where, turns }: AudienceCondition, path: string, { called }: Catalog): Part[] {
  if (turns) {
    return turns.map(({ audience, where }, index) => ({
      condition: { audience, ...(where && { where }) },
      path: `${path}.turns[${index}]`,
      sentence: `Meets the conditions of the audience “${calledOr(audience, called?.audiences)}”`,
    }));
  }
  return where ? [{ condition: where, path: `${path}.where` }] : [];
}

function askedOf(value: Value, { entity, catalog }: Here): Asked {
  return {
    value,
    words: capitalise(describeValue(value, entity, catalog)),
    type: resolved(valueType(catalog, entity, value)),
    pii: personalTag(value, entity, catalog),
    names: partNamesOf(catalog, entity, value),
  };
}
