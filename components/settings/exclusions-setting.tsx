"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Loaded } from "@/components/ui/states";
import type { AudienceRow, ExclusionView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";

type Wanted = { entity: string; audiences: { id: string; version?: number }[]; what: string };

/** Audiences nobody of whom is in any other: complaints, staff, people in a legal hold. */
export function ExclusionsSetting({ mayManage }: { mayManage: boolean }) {
  const exclusions = useApi<ExclusionView[]>("/exclusions");
  const entities =
    useApi<CatalogView>("/catalog").data?.entities.filter(({ segmentable }) => segmentable) ?? [];
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const save = useSend<string, ExclusionView[]>({
    request: (reason) => ({
      path: "/exclusions",
      method: "PUT",
      body: { entity: wanted?.entity, audiences: wanted?.audiences, reason },
    }),
    refresh: ["/exclusions", "/audiences", "/syncs"],
    quiet: true,
    done: () => {
      setWanted(null);
      toast.success("Saved. Approvals that rest on it ask again.");
    },
  });
  return (
    <>
      <p className="mb-3 max-w-prose text-sm text-ink-2">
        Nobody in these audiences is in any other audience of the same rows. A change takes effect at once,
        and every approval that rests on it asks again.
      </p>
      <Loaded query={exclusions}>
        {(list) => (
          <div className="flex max-w-2xl flex-col gap-5">
            {entities.map(({ name, label }) => (
              <EntityExclusions
                key={name}
                entity={name}
                label={label}
                exclusions={list.filter((one) => one.entity === name)}
                mayManage={mayManage}
                onWant={setWanted}
              />
            ))}
          </div>
        )}
      </Loaded>
      <ReasonDialog
        open={wanted !== null}
        onOpenChange={(open) => !open && setWanted(null)}
        title={wanted?.what ?? ""}
        description="Live syncs of these rows add nobody until they are approved again; removals are carried out."
        label="Why"
        action="Save"
        busy={save.isPending}
        error={save.error}
        onSubmit={(reason) => save.mutate(reason)}
      />
    </>
  );
}

function EntityExclusions({
  entity,
  label,
  exclusions,
  mayManage,
  onWant,
}: {
  entity: string;
  label: string;
  exclusions: readonly ExclusionView[];
  mayManage: boolean;
  onWant: (wanted: Wanted) => void;
}) {
  const audiences = useApi<AudienceRow[]>("/audiences").data ?? [];
  const free = audiences.filter(
    (row) => row.entity === entity && row.version !== null && !exclusions.some(({ id }) => id === row.id),
  );
  if (exclusions.length === 0 && free.length === 0) return null;
  const now = exclusions.map(({ id, version }) => ({ id, version }));
  return (
    <section aria-label={label}>
      <h3 className="hairline pb-1 text-sm font-medium">{label}</h3>
      <ul>
        {exclusions.map(({ id, name, version, newest }) => (
          <li key={id} className="hairline flex min-h-10 items-center gap-2 text-sm">
            <span className="flex-1">
              {name} <span className="text-xs text-ink-3">version {version}</span>
            </span>
            {mayManage && newest > version && (
              <Button
                size="xs"
                onClick={() =>
                  onWant({
                    entity,
                    audiences: now.map((one) => (one.id === id ? { id, version: newest } : one)),
                    what: `Exclude version ${newest} of ${name}`,
                  })
                }
              >
                Use version {newest}
              </Button>
            )}
            {mayManage && (
              <Button
                size="xs"
                onClick={() =>
                  onWant({
                    entity,
                    audiences: now.filter((one) => one.id !== id),
                    what: `Stop excluding ${name}`,
                  })
                }
              >
                Stop excluding<span className="sr-only"> {name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {exclusions.length === 0 && <p className="py-1.5 text-sm text-ink-3">Nobody is excluded.</p>}
      {mayManage && free.length > 0 && (
        <Select
          aria-label={`Exclude an audience from all of ${label}`}
          className="mt-2 w-auto"
          value=""
          options={[
            { value: "", label: "Exclude an audience…" },
            ...free.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ target }) => {
            const row = free.find(({ id }) => id === target.value);
            if (row) onWant({ entity, audiences: [...now, { id: row.id }], what: `Exclude ${row.name}` });
          }}
        />
      )}
    </section>
  );
}
