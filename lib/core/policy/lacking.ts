import type { IdentifierKind } from "@/lib/core/ports/destination";
import type { FieldDecisionView } from "@/lib/core/views/decision";

type Identifying = {
  fields: readonly { id: string; label: string }[];
  identifiers?: readonly IdentifierKind[];
};

/**
 * The decisions with what each lacks: a field that is a part of identifiers leaves with one of them or not at all, and an
 * identifier is sent only where all it requires is mapped and allowed. Of several the one that lacks least is named.
 */
export function withLacking(
  decisions: readonly FieldDecisionView[],
  { fields, identifiers = [] }: Identifying,
): FieldDecisionView[] {
  const allowed = new Set(decisions.filter((one) => one.allowed).map((one) => one.field));
  const label = (id: string) => fields.find((field) => field.id === id)?.label ?? id;
  return decisions.map((decision) => {
    const lacking = identifiers
      .filter((kind) => decision.allowed && kind.fields.includes(decision.field))
      .map((kind) => kind.required.filter((field) => !allowed.has(field)))
      .sort((one, other) => one.length - other.length);
    const [least] = lacking;
    return least && least.length > 0 ? { ...decision, lacks: least.map(label) } : decision;
  });
}
