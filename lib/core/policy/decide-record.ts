import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { columnsOf } from "@/lib/core/record/columns";
import { type MappedRow, mappedRows, type RecordTerms } from "@/lib/core/record/types";
import type { FieldDecisionView } from "@/lib/core/views/decision";
import { type PolicyInForce, type Ruling, ruleOf } from "./decide";
import type { FieldRule } from "./types";

type Deciding = {
  inForce: PolicyInForce | null;
  terms: RecordTerms;
  catalog: Catalog;
  entity: string;
  label: string;
};

const STRENGTH: Record<FieldRule, number> = { plain: 0, hashed: 1, blocked: 2 };

/** One decision a line of a record mapping, the key's first. What is made of several columns is under the strictest rule of them. */
export function decideRecord(deciding: Deciding): FieldDecisionView[] {
  return mappedRows(deciding.terms.mapping).map((row) => decide(row, deciding));
}

/** Fields of a mapping that the policy lets Coterie write. It leaves its hands off all others: it neither fills nor empties them. */
export function writtenFields(deciding: Omit<Deciding, "label">): ReadonlySet<string> {
  const decisions = decideRecord({ ...deciding, label: "" });
  return new Set(decisions.filter(({ allowed }) => allowed).map(({ field }) => field));
}

/** Records hold values as they are, so only the rule "plain" lets one go. */
function decide(row: MappedRow, { inForce, terms, catalog, entity, label }: Deciding): FieldDecisionView {
  const columns = columnsOf(row.from);
  const name = terms.known[row.field]?.label ?? row.field;
  const { rule, line, pii } = strictest(columns, { inForce, catalog, entity });
  const allowed = rule === "plain";
  return {
    field: row.field,
    label: name,
    column: columns.length > 0 ? columns.join(", ") : null,
    ...{ pii, rule, line, allowed, form: allowed ? "plain" : null },
    reason: allowed ? null : refusal(rule, name, label),
  };
}

type Decided = Ruling & { pii: string | null };

function strictest(
  columns: readonly string[],
  { inForce, catalog, entity }: Pick<Deciding, "inForce" | "catalog" | "entity">,
): Decided {
  const rulings = columns.map((path): Decided => {
    const found = resolveColumn(catalog, entity, path);
    if ("problem" in found) return { rule: "blocked", line: "no such column", pii: null };
    return { ...ruleOf(inForce, found.entity, found.column), pii: found.column.pii };
  });
  // The same for everyone tells nothing of anyone.
  if (rulings.length === 0) return { rule: "plain", line: "the same for everyone", pii: null };
  const [first] = rulings.toSorted((a, b) => STRENGTH[b.rule] - STRENGTH[a.rule]);
  return { ...first!, pii: rulings.find(({ pii }) => pii !== null)?.pii ?? null };
}

function refusal(rule: FieldRule, field: string, destination: string): string {
  return rule === "hashed"
    ? `${destination} takes ${field} only as it is, and the policy lets it leave only hashed.`
    : `The policy does not let ${field} leave; an admin can change it on the destination's page.`;
}
