"use client";

import { SegmentEditor } from "@/components/segment-builder/segment-editor";
import { Field, Select } from "@/components/ui/field";
import type { Catalog } from "@/lib/core/catalog/types";
import { checkPolicy } from "@/lib/core/policy/check";
import { EMPTY_POLICY, type Policy } from "@/lib/core/policy/types";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Condition } from "@/lib/core/segment/types";
import type { CatalogEntityView } from "@/lib/core/views/catalog";
import type { ConsentRule, PolicyForm } from "./use-policy-form";

const CHOICES: readonly { value: ConsentRule; label: string }[] = [
  { value: "nobody", label: "Nobody has consented: nobody leaves" },
  { value: "condition", label: "Whoever meets a condition has consented" },
  { value: "not_required", label: "No consent is needed" },
];

/** Who has consented, for each thing audiences are made of. Unknown is no. */
export function ConsentRules({
  form,
  entities,
  catalog,
  readOnly,
}: {
  form: PolicyForm;
  entities: readonly CatalogEntityView[];
  catalog: Catalog;
  readOnly: boolean;
}) {
  return (
    <div className="flex flex-col gap-5">
      {entities.map((entity) => {
        const rule = form.policy.consent[entity.name];
        return (
          <div key={entity.name}>
            <Field label={`Consent of ${entity.label}`} className="max-w-md">
              {(aria) => (
                <Select
                  {...aria}
                  disabled={readOnly}
                  value={ruleKind(rule)}
                  options={CHOICES}
                  // The options are the only values a select can have.
                  onChange={({ target }) => form.setConsent(entity.name, target.value as ConsentRule)}
                />
              )}
            </Field>
            {rule !== undefined && rule !== "not_required" && (
              <div className="mt-3 max-w-3xl">
                <ConsentCondition
                  form={form}
                  entity={entity}
                  where={rule}
                  catalog={catalog}
                  readOnly={readOnly}
                />
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}

function ConsentCondition({
  form: { editConsent },
  entity,
  where,
  catalog,
  readOnly,
}: {
  form: PolicyForm;
  entity: CatalogEntityView;
  where: Condition;
  catalog: Catalog;
  readOnly: boolean;
}) {
  const segment = { version: 1 as const, entity: entity.name, where };
  return (
    <SegmentEditor
      segment={segment}
      catalog={catalog}
      onEdit={(change) => editConsent(entity.name, change)}
      problems={[
        ...parseSegment(segment, { catalog }).problems,
        ...consentProblems(entity.name, where, catalog),
      ]}
      readOnly={readOnly}
      lead={`One of ${entity.label} has consented who meets`}
    />
  );
}

/** Core's objections to a consent condition, at the places of the tree the editor shows. */
function consentProblems(entity: string, where: Condition, catalog: Catalog) {
  const policy: Policy = { ...EMPTY_POLICY, consent: { [entity]: where } };
  const prefix = `consent.${entity}`;
  return checkPolicy(policy, catalog).map((problem) => ({
    ...problem,
    path: `where${problem.path.slice(prefix.length)}`,
  }));
}

function ruleKind(rule: Policy["consent"][string] | undefined): ConsentRule {
  if (rule === undefined) return "nobody";
  return rule === "not_required" ? "not_required" : "condition";
}
