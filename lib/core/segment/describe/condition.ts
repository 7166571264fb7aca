import { calledOr } from "@/lib/core/catalog/called";
import { plainValue } from "@/lib/core/catalog/trait";
import { conditionKind, foldCondition, valueKind } from "../kinds";
import { partNamesOf } from "../part-names";
import type {
  AudienceCondition,
  Condition,
  ListCondition,
  NotCondition,
  Rank,
  Sequence,
  SequenceStep,
  Value,
  ValueCondition,
} from "../types";
import { anniversaryWords } from "./birthday";
import { countClause } from "./count";
import { joinWords } from "./phrase";
import { bracketed, type Describing, rowNouns, whereWords } from "./scope";
import { testWords } from "./test";
import { amount } from "./window";

/** A condition as it follows the noun of a row: "whose country is “DE”", "with at least 3 orders". */
export function clauseOf(condition: Condition, here: Describing): string {
  return foldCondition(condition, {
    all: (node) => (node.all.length === 0 ? "without further conditions" : group(node.all, "and", here)),
    any: (node) => (node.any.length === 0 ? "of whom there are none" : group(node.any, "or", here)),
    not: (node) => negated(node, here),
    value: (node) => comparison(node, false, here),
    every: (node) => {
      const nouns = rowNouns(node.every, here);
      const rows = `${nouns.many}${whereWords(node.where, nouns, here)}`;
      return `whose ${rows} are all ones ${bracketed(node.must, here.on(nouns.entity))}`;
    },
    audience: (node) => audienceWords(node, here),
    list: (node) => `whose ${here.value(node.key)} is in the list “${listName(node, here)}”`,
    sequence: (node) => sequenceWords(node.sequence, here),
    rank: (node) => rankWords(node.rank, here),
  });
}

/** The comma keeps the group's own word apart from those inside its clauses. */
function group(conditions: readonly Condition[], word: "and" | "or", here: Describing): string {
  const [only] = conditions;
  if (only && conditions.length === 1) return here.clause(only);
  const clauses = conditions.map((condition) => bracketed(condition, here));
  return `${clauses.slice(0, -1).join(", ")}, ${word} ${clauses.at(-1)}`;
}

/** The exact complement: of a comparison it is said what becomes of unknown values. */
function negated({ not: inner }: NotCondition, here: Describing): string {
  const kind = conditionKind(inner);
  if (kind === "value") return comparison(inner as ValueCondition, true, here);
  // Twice not is the condition itself, since nothing is ever unknown.
  if (kind === "not") return here.clause((inner as NotCondition).not);
  return `not among those ${bracketed(inner, here)}`;
}

function comparison({ value, is }: ValueCondition, isNegated: boolean, here: Describing): string {
  const plain = plainValue(here.catalog, here.entity, value);
  const saysUnknown = isNegated && !("known" in is) && mayBeUnknown(plain);
  if ("count" in value && !saysUnknown) {
    const clause = countClause(value, is, isNegated, here);
    if (clause !== null) return clause;
  }
  const tested = {
    type: here.type(value),
    isMeasure: !("column" in plain || "part" in plain || "trait" in plain),
    names: partNamesOf(here.catalog, here.entity, value),
    here,
  };
  const subject = "anniversary" in is ? anniversaryWords(value, here) : here.value(value);
  const words = `whose ${subject} ${testWords(is, isNegated, tested)}`;
  return saysUnknown ? `${words} or is unknown` : words;
}

/** A whole set is said by those who are served in it. */
function audienceWords({ audience, turns }: AudienceCondition, here: Describing): string {
  const name = (slug: string) => `“${calledOr(slug, here.catalog.called?.audiences)}”`;
  if (!turns) return `in the audience ${name(audience)}`;
  const names = joinWords(
    turns.map((turn) => name(turn.audience)),
    "or",
  );
  return `in the audience ${names}, served in this order`;
}

function listName({ list, held }: ListCondition, here: Describing): string {
  return held?.label ?? calledOr(list, here.catalog.called?.lists);
}

/** Over no rows, counts and sums are zero; unknown only where it is unknown when their window begins. */
function mayBeUnknown(value: Value): boolean {
  if (!["count", "count_distinct", "sum"].includes(valueKind(value))) return true;
  return "during" in value && value.during !== undefined && "after" in value.during;
}

function sequenceWords({ steps, anchor, during }: Sequence, here: Describing): string {
  const words = steps.map((step) => stepWords(step, here));
  const first = anchor === "first" ? "the first of them counting" : "";
  const beginning = during === undefined ? "" : `beginning ${here.window(during)}`;
  return `with ${[words.join(", then "), beginning, first].filter(Boolean).join(", ")}`;
}

function stepWords(step: SequenceStep, here: Describing): string {
  const nouns = rowNouns(step.of, here);
  const within = step.within === undefined ? "" : ` within ${amount(step.within, step.unit ?? "day")}`;
  const time = step.at === undefined ? "" : ` by ${here.on(nouns.entity).value({ column: step.at })}`;
  const rows = `${nouns.one}${time}${whereWords(step.where, nouns, here)}`;
  return `${step.none ? "no" : "one"} ${rows}${within}`;
}

function rankWords(rank: Rank, here: Describing): string {
  const side = rank.order === "desc" ? "highest" : "lowest";
  const among = rank.among === undefined ? "" : ` among those ${bracketed(rank.among, here)}`;
  if (rank.percentile !== undefined) {
    const end = rank.order === "desc" ? "at or above" : "at or below";
    return `${end} percentile ${rank.percentile} of the ${here.value(rank.by)}${among}`;
  }
  const cut = rank.top !== undefined ? `the ${rank.top.toLocaleString("en")}` : `the ${rank.percent}%`;
  return `in ${cut} with the ${side} ${here.value(rank.by)}${among}`;
}
