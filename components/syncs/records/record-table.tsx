"use client";

import { useApi } from "@/components/api/use-api";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { mappedRows, type RecordTerms } from "@/lib/core/record/types";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { FieldDecisionView } from "@/lib/core/views/decision";
import { DecisionWords } from "../decision-words";
import { ruleLabel } from "../status-words";
import { transformWords } from "./transform-words";

/** Field by field: what is written, when, and under which line of the policy it leaves. */
export function RecordTable({
  terms,
  decisions,
  entity,
}: {
  terms: RecordTerms;
  decisions: readonly FieldDecisionView[];
  entity: string;
}) {
  const catalog = useApi<CatalogView>("/catalog").data;
  return (
    <div className="relative overflow-x-auto">
      <table aria-label="Fields that are written" className="w-full max-w-4xl text-left text-sm">
        <thead>
          <tr className="hairline text-xs text-ink-3">
            <th scope="col" className="w-1/5 py-1.5 pr-4 font-medium">
              Field
            </th>
            <th scope="col" className="w-1/3 py-1.5 pr-4 font-medium">
              Value
            </th>
            <th scope="col" className="w-1/5 py-1.5 pr-4 font-medium">
              Written
            </th>
            <th scope="col" className="py-1.5 font-medium">
              Form, and the policy's line
            </th>
          </tr>
        </thead>
        <tbody>
          {mappedRows(terms.mapping).map((row) => {
            const decision = decisions.find(({ field }) => field === row.field);
            return (
              <tr key={row.field} className="hairline align-top">
                <th scope="row" className="py-2 pr-4 font-medium">
                  {terms.known[row.field]?.label ?? row.field}
                </th>
                <td className="py-2 pr-4">
                  {catalog ? transformWords(row.from, catalogOf(catalog), entity) : "…"}
                  {decision?.pii && (
                    <span className="block text-xs text-ink-3">{decision.pii.replaceAll("_", " ")}</span>
                  )}
                </td>
                <td className="py-2 pr-4">
                  {writtenWords(terms, row.field)}
                  {row.role === "field" && row.nulls === "clear" && (
                    <span className="block text-xs text-ink-3">unknown empties it</span>
                  )}
                </td>
                <td className="py-2">{decision && <DecisionWords decision={decision} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function writtenWords({ mapping }: RecordTerms, field: string): string {
  if (field === mapping.key.field) return "found by it";
  if (mapping.also?.some((one) => one.field === field)) return "always, as another identifier";
  const row = mapping.fields.find((one) => one.field === field);
  return row ? ruleLabel(row.when) : "always";
}
