"use client";

import { useApi } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { movedUp } from "@/lib/core/audience/pin";
import type { AudienceDefinition, AudienceReference } from "@/lib/core/audience/types";
import { namedReferences } from "@/lib/core/segment/audiences";
import type { AudienceRow } from "@/lib/core/views/audience";
import type { EditDefinition } from "./settings";

/** Where a newer version of a named audience exists: one click means it everywhere it is named here. */
export function NewerVersion({
  reference: { audience, version },
  newest,
  edit,
}: {
  reference: AudienceReference;
  newest: number | null;
  edit: EditDefinition;
}) {
  if (version === undefined || newest === null || newest <= version) return null;
  return (
    <Button size="xs" onClick={() => edit((definition) => movedUp(definition, audience, newest))}>
      Use version {newest}
    </Button>
  );
}

/** The audiences that conditions name at an older version. */
export function NewerInConditions({
  definition,
  edit,
}: {
  definition: AudienceDefinition;
  edit: EditDefinition;
}) {
  const named = namedReferences(definition.where);
  const rows = useApi<AudienceRow[]>("/audiences", { enabled: named.length > 0 }).data ?? [];
  const behind = named.flatMap((reference) => {
    const row = rows.find(({ slug }) => slug === reference.audience);
    const isBehind = row?.version && reference.version !== undefined && reference.version < row.version;
    return isBehind ? [{ reference, row }] : [];
  });
  if (behind.length === 0) return null;
  return (
    <ul aria-label="Newer versions" className="mt-2 flex flex-col gap-1 text-sm text-ink-2">
      {behind.map(({ reference, row }) => (
        <li key={`${reference.audience} ${reference.version}`} className="flex flex-wrap items-center gap-2">
          The conditions mean version {reference.version} of {row.name}.
          <NewerVersion reference={reference} newest={row.version} edit={edit} />
        </li>
      ))}
    </ul>
  );
}
