import type { RecordTerms } from "@/lib/core/record/types";
import type { FieldDecisionView } from "@/lib/core/views/decision";
import { decideMapping } from "./decide";
import { decideRecord } from "./decide-record";

type Deciding = Parameters<typeof decideMapping>[0] & { record?: RecordTerms | null };

/** What the policy says of all a sync sends, line by line: of a set's mapping, or of a record's. */
export function decideSync({ record, ...input }: Deciding): FieldDecisionView[] {
  if (!record) return decideMapping(input);
  const { inForce, catalog, entity, definition } = input;
  return decideRecord({ inForce, catalog, entity, terms: record, label: definition.label });
}
