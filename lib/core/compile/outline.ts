import type { Catalog } from "@/lib/core/catalog/types";
import { describeCondition } from "@/lib/core/segment/describe";
import type { Clock } from "@/lib/core/segment/time/window-bounds";
import type { Condition, MeasureScope } from "@/lib/core/segment/types";
import { conditionLines } from "./outline-conditions";
import { outlineWindow } from "./outline-window";
import type {
  Aggregate,
  AggregateCall,
  Answering,
  Lookup,
  MeasureJoin,
  Outline,
  RelatedPlan,
  RowsPlan,
} from "./plan";

/** What an outline is written with. */
export type Outlining = { catalog: Catalog; clock: Clock };

/** How the rows that meet a condition are found: the condition with what answers each part of it, then every set that is built. */
export function outlineRows(rows: RowsPlan, where: Condition | undefined, using: Outlining): Outline[] {
  const names = nameSets(rows);
  const conditions = where ? [conditionLines(where, rows, names, using.catalog)] : [];
  const joined = rows.joins.flatMap((join) => {
    if (join.kind === "to_one") {
      return [
        leaf(
          `${join.alias}: the one row of ${join.hop.to.name} that ${join.hop.relation.name} leads to, joined`,
        ),
      ];
    }
    if (join.kind === "key_set") return [{ text: `${join.alias}: joined`, parts: join.outline() }];
    return [outlineMeasure(join, countAnswers(rows, join), using)];
  });
  return [
    ...conditions,
    ...joined,
    ...rows.lookups.map((lookup) => outlineLookup(lookup, names.get(lookup)!, using)),
  ];
}

/** Joined sets have their alias; sets that are looked up stand in the WHERE and have none, so they are numbered. */
function nameSets(rows: RowsPlan): Map<Answering, string> {
  const names = new Map<Answering, string>();
  for (const join of rows.joins) if (join.kind !== "to_one") names.set(join, join.alias);
  for (const [index, lookup] of rows.lookups.entries()) names.set(lookup, `s${index + 1}`);
  return names;
}

function countAnswers(rows: RowsPlan, set: Answering): number {
  return [...rows.answers.values()].filter((answers) => answers.has(set)).length;
}

function outlineLookup({ how, among }: Lookup, name: string, using: Outlining): Outline {
  if (typeof among === "function") return { text: `${name}: ${how}`, parts: among() };
  const [only, ...more] = among;
  if (more.length === 0) return outlineRelated(`${name}: ${how} on `, only!, using);
  return {
    text: `${name}: ${how} on any of`,
    parts: among.map((related) => outlineRelated("", related, using)),
  };
}

function outlineMeasure(join: MeasureJoin, answers: number, using: Outlining): Outline {
  const { related, aggregates, order } = join;
  const fused = answers > 1 ? ` for ${answers} conditions` : "";
  const kind = order ? "one row each of " : aggregates.length > 0 ? "one grouping of " : "distinct keys of ";
  const outline = outlineRelated(`${join.alias}: joined${fused}, ${kind}`, related, using);
  const columns = order
    ? pickLines(related)
    : aggregates.map((one) => leaf(aggregateText(one, related, using)));
  return { ...outline, parts: [...outline.parts, ...columns] };
}

function pickLines({ edge }: RelatedPlan): Outline[] {
  if (!edge) return [];
  const when = edge.time.call === "min" ? "earliest" : "latest";
  const who = edge.whoHas ? ", found only for those who have a row that meets the test" : "";
  return [leaf(`the one of the ${when} time${who}; ties go to the lower key`)];
}

function aggregateText({ alias, call, only }: Aggregate, related: RelatedPlan, using: Outlining): string {
  const what = `${alias}: ${CALLS[call]}`;
  if (!only) return what;
  if ("breaks" in only) {
    const must = describeCondition(only.breaks, related.end.entity.name, using.catalog);
    return `${what} of rows that break “${must}”`;
  }
  return `${what} where ${outlineWindow(only.during, timeOf(related, only.at), using.clock)}`;
}

const CALLS: Record<AggregateCall, string> = {
  rows: "COUNT",
  known: "COUNT",
  distinct: "COUNT DISTINCT",
  sum: "SUM",
  min: "MIN",
  max: "MAX",
  value: "value",
};

function outlineRelated(before: string, related: RelatedPlan, using: Outlining): Outline {
  const { hops, end, asked } = related;
  const path = hops.map(({ to }) => to.name).join(" → ");
  const keys =
    related.outside.length > 0
      ? "the key of the row outside"
      : hops[0]!.relation.on.map(([, there]) => there).join(", ");
  return {
    text: `${before}${path} by ${keys}`,
    parts: [...windowLines(related, asked, using), ...outlineRows(end, asked.where, using)],
  };
}

function windowLines(related: RelatedPlan, { during, at }: MeasureScope, { clock }: Outlining): Outline[] {
  return during ? [leaf(`only ${outlineWindow(during, timeOf(related, at), clock)}`)] : [];
}

function timeOf({ end }: RelatedPlan, at: string | undefined): string {
  return at ?? end.entity.timeColumn ?? "time";
}

function leaf(text: string): Outline {
  return { text, parts: [] };
}
