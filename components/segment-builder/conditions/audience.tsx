"use client";

import { useApi } from "@/components/api/use-api";
import { count } from "@/components/ui/numbers";
import { replaceAt } from "@/lib/core/segment/edit/at";
import type { AudienceCondition } from "@/lib/core/segment/types";
import type { AudienceView } from "@/lib/core/views/audience";
import { useBuilder } from "../builder-context";
import { useAudiencesOf } from "../choices/audiences";
import { InlineSelect } from "../inputs/inline-select";

const NEWEST = "newest";

/** Member of another audience of the same rows, with its size as it was last counted, and of which of its versions. */
export function AudienceConditionEditor({
  condition,
  path,
  entity,
}: {
  condition: AudienceCondition;
  path: string;
  entity: string;
}) {
  const { edit, own } = useBuilder();
  const audiences = useAudiencesOf(entity);
  const chosen = audiences.find(({ slug }) => slug === condition.audience);
  const { data } = useApi<AudienceView>(`/audiences/${chosen?.id}`, { enabled: chosen !== undefined });
  const versions = data?.versions.map(({ version }) => version).sort((a, b) => b - a) ?? [];
  const others = audiences.filter(({ slug }) => slug !== own || slug === condition.audience);
  return (
    <div className="flex flex-wrap items-center gap-1.5 py-0.5 text-sm">
      member of the audience
      <InlineSelect
        label="Which audience"
        strong
        value={condition.audience}
        options={[
          ...(chosen ? [] : [{ value: condition.audience, label: condition.audience || "choose…" }]),
          ...others.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
        onChange={(audience) => edit((tree) => replaceAt(tree, path, { audience }))}
      />
      <InlineSelect
        label="Which version"
        value={condition.version === undefined ? NEWEST : String(condition.version)}
        options={[
          { value: NEWEST, label: "newest version when saved" },
          ...versionsWith(versions, condition.version).map((version) => ({
            value: String(version),
            label: `version ${version}`,
          })),
        ]}
        onChange={(version) =>
          edit((tree) =>
            replaceAt(
              tree,
              path,
              version === NEWEST
                ? { audience: condition.audience }
                : { audience: condition.audience, version: Number(version) },
            ),
          )
        }
      />
      {chosen?.size && (
        <span className="text-ink-3 tabular-nums">{count(chosen.size.members)} at its last count</span>
      )}
    </div>
  );
}

/** The chosen one is offered even while the others are being read. */
function versionsWith(versions: readonly number[], chosen: number | undefined): number[] {
  return chosen === undefined || versions.includes(chosen) ? [...versions] : [chosen, ...versions];
}
