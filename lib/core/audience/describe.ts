import { calledOr } from "@/lib/core/catalog/called";
import { resolveColumn, resolved } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { scopeWords } from "@/lib/core/row-scope/words";
import { describe, describeValue, type SentenceLine, sentenceLines } from "@/lib/core/segment/describe";
import { joinWords } from "@/lib/core/segment/describe/phrase";
import type { Limit } from "@/lib/core/segment/types";
import { percentLeft, percentOf, shareNames } from "./splits";
import type { AudienceDefinition, Splits } from "./types";

/** The whole definition in English: the sentence of its segment, and one for each thing done with it. */
export function describeAudience(definition: AudienceDefinition, catalog: Catalog): string {
  return [describe(definition, catalog), ...aroundWords(definition, catalog)].join(" ");
}

/** The same line by line: what an approver compares with the version before. */
export function audienceLines(definition: AudienceDefinition, catalog: Catalog): SentenceLine[] {
  const around = aroundWords(definition, catalog).map((text) => ({
    depth: 0,
    text: text.replace(/\.$/, ""),
  }));
  return [...sentenceLines(definition, catalog), ...around];
}

/** What is done with the segment, a sentence each, in the order it is done. */
export function aroundWords(definition: AudienceDefinition, catalog: Catalog): string[] {
  const { scope, exclude = [], priority, limit, splits, entity } = definition;
  const { called } = catalog;
  return [
    ...(scope ? [`Only within the row scope: ${scopeWords({ entity, where: scope }, catalog)}.`] : []),
    ...(exclude.length > 0
      ? [excludeWords(exclude.map(({ audience }) => calledOr(audience, called?.audiences)))]
      : []),
    ...(priority
      ? [
          `Only those no audience before it in the priority set “${calledOr(priority.set, called?.prioritySets)}” has.`,
        ]
      : []),
    ...(limit ? [limitWords(limit, entity, catalog)] : []),
    ...(splits ? [splitWords(splits, entity, catalog)] : []),
  ];
}

function excludeWords(audiences: readonly string[]): string {
  const names = joinWords(
    audiences.map((name) => `“${name}”`),
    "and",
  );
  return `Without members of ${names}.`;
}

function limitWords({ top, per, by, order, salt }: Limit, entity: string, catalog: Catalog): string {
  const which = by
    ? `with the ${order === "desc" ? "highest" : "lowest"} ${describeValue(by, entity, catalog)}`
    : `drawn by chance (draw “${salt}”)`;
  const cap = per && `at most ${number(per.at_most)} of each ${columnWords(per.column, entity, catalog)}`;
  if (top === undefined) return `Of these ${cap}, ${by ? "those " : ""}${which}.`;
  return `Of these ${by ? "the " : ""}${number(top)} ${which}${cap ? `, ${cap}` : ""}.`;
}

function splitWords(splits: Splits, entity: string, catalog: Catalog): string {
  const names = shareNames(splits).map((name) => `${name} ${percentOf(splits.shares, name)} %`);
  const left = percentLeft(splits.shares);
  const together = splits.unit
    ? `, everyone of one ${columnWords(splits.unit.column, entity, catalog)} together`
    : "";
  const rest = left > 0 ? `; ${left} % in no share` : "";
  return `Split into ${joinWords(names, "and")}${together}${rest} (draw “${splits.salt}”).`;
}

function columnWords(path: string, entity: string, catalog: Catalog): string {
  const { column, hops } = resolved(resolveColumn(catalog, entity, path));
  const owners = hops.map(({ relation }) => `${relation.label.toLowerCase()}'s `).join("");
  return `${owners}${column.label.toLowerCase()}`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
