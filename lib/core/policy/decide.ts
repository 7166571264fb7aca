import { type ResolvedColumn, resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog, Column, Entity } from "@/lib/core/catalog/types";
import { mappableFields } from "@/lib/core/destination/capability";
import type { Mapping } from "@/lib/core/membership/types";
import type { DestinationField, IdentifierKind, SetDefinition } from "@/lib/core/ports/destination";
import type { FieldDecisionView } from "@/lib/core/views/decision";
import { withLacking } from "./lacking";
import type { FieldRule, Policy } from "./types";

/** What a mapping is read against. */
export type MappedDefinition = Pick<SetDefinition, "label" | "fields"> &
  Partial<Pick<SetDefinition, "attributes" | "identifiers">>;

export type PolicyInForce = { policy: Policy; version: number };

/** What a policy says of one column, and which of its lines said so. */
export type Ruling = { rule: FieldRule; line: string };

/**
 * The one place that decides whether a column may leave for a destination. A line naming the column wins over a
 * line naming its tag; what no line names is blocked.
 */
export function ruleOf(inForce: PolicyInForce | null, entity: Entity, column: Column): Ruling {
  if (!inForce) return { rule: "blocked", line: "no policy" };
  const { policy, version } = inForce;
  const name = `${entity.name}.${column.name}`;
  const byColumn = policy.columns[name];
  if (byColumn) return { rule: byColumn, line: `policy v${version}, column ${name}: ${byColumn}` };
  const byTag = column.pii ? policy.tags[column.pii] : undefined;
  if (byTag) return { rule: byTag, line: `policy v${version}, tag ${column.pii}: ${byTag}` };
  return { rule: "blocked", line: `policy v${version} does not name it` };
}

/** One decision a field of the destination that the mapping fills, in the destination's order. */
export function decideMapping(input: {
  inForce: PolicyInForce | null;
  mapping: Mapping;
  definition: MappedDefinition;
  catalog: Catalog;
  entity: string;
}): FieldDecisionView[] {
  const decisions = mappableFields(input.definition).flatMap((field) => {
    const source = input.mapping.fields[field.id];
    if (!source) return [];
    const found = resolveColumn(input.catalog, input.entity, source.column);
    return ["problem" in found ? unknownColumn(field, source.column, found.problem.message) : decide(found)];

    function decide(found: ResolvedColumn): FieldDecisionView {
      const ruling = ruleOf(input.inForce, found.entity, found.column);
      const allowed = permits(ruling.rule, field.form);
      return {
        field: field.id,
        label: field.label,
        column: source!.column,
        columnLabel: found.column.label,
        pii: found.column.pii,
        rule: ruling.rule,
        form: allowed ? field.form : null,
        allowed,
        line: ruling.line,
        reason: allowed ? null : refusal(ruling.rule, field, input.definition.label),
      };
    }
  });
  return withLacking(decisions, input.definition);
}

/** A field leaves as it must look at the platform: a rule "hashed" never lets a plain field go. */
function permits(rule: FieldRule, form: "hashed" | "plain"): boolean {
  return rule === "plain" || (rule === "hashed" && form === "hashed");
}

function refusal(rule: FieldRule, field: DestinationField, destination: string): string {
  return rule === "hashed"
    ? `${destination} takes ${field.label} only as it is, and the policy lets it leave only hashed.`
    : `The policy does not let ${field.label} leave; an admin can change it on the destination's page.`;
}

function unknownColumn(field: DestinationField, column: string, reason: string): FieldDecisionView {
  return {
    field: field.id,
    label: field.label,
    column,
    pii: null,
    rule: "blocked",
    form: null,
    allowed: false,
    line: "no such column",
    reason,
  };
}

/** An identifier that will be sent, and which of its fields will be filled; the others stay empty cells. */
export type SentIdentifier = { kind: IdentifierKind; filled: ReadonlySet<string> };

/** The identifiers of which every required field is mapped and allowed. */
export function sentIdentifiers(
  decisions: readonly FieldDecisionView[],
  definition: Pick<SetDefinition, "identifiers">,
): SentIdentifier[] {
  const allowed = new Set(decisions.filter((one) => one.allowed).map((one) => one.field));
  return definition.identifiers
    .filter((kind) => kind.required.every((field) => allowed.has(field)))
    .map((kind) => ({ kind, filled: new Set(kind.fields.filter((field) => allowed.has(field))) }));
}

/** What may travel beside the identifiers, in the definition's order. */
export function sentAttributes(
  decisions: readonly FieldDecisionView[],
  { attributes = [] }: Partial<Pick<SetDefinition, "attributes">>,
): string[] {
  const allowed = new Set(decisions.filter((one) => one.allowed).map((one) => one.field));
  return attributes.map(({ id }) => id).filter((id) => allowed.has(id));
}
