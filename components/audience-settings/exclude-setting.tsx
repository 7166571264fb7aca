"use client";

import { X } from "lucide-react";
import { useApi } from "@/components/api/use-api";
import { InlineSelect } from "@/components/segment-builder/inputs/inline-select";
import { IconButton } from "@/components/ui/button";
import { Tag } from "@/components/ui/status";
import type { AudienceReference } from "@/lib/core/audience/types";
import type { AudienceRow, ExclusionView } from "@/lib/core/views/audience";
import { NewerVersion } from "./newer-version";
import type { SettingProps } from "./settings";

const NONE: readonly AudienceReference[] = [];

/** Audiences none of whose members is one; and those the workspace excludes from all, for reading. */
export function ExcludeSetting({ definition, edit, audience, readOnly }: SettingProps) {
  const { exclude = NONE, entity } = definition;
  const rows = useApi<AudienceRow[]>("/audiences").data ?? [];
  const always = (useApi<ExclusionView[]>("/exclusions").data ?? []).filter(
    (one) => one.entity === entity && one.id !== audience.id,
  );
  const free = rows.filter(
    (row) =>
      row.entity === entity &&
      row.id !== audience.id &&
      row.version !== null &&
      !exclude.some((one) => one.audience === row.slug),
  );
  const set = (next: readonly AudienceReference[]) =>
    edit(({ exclude: _, ...rest }) => (next.length === 0 ? rest : { ...rest, exclude: next }));
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      {always.map((one) => (
        <li key={one.id} className="flex items-center gap-1.5 py-0.5 text-sm text-ink-2">
          {one.name} <Tag>by the workspace</Tag>
        </li>
      ))}
      {exclude.map((reference) => {
        const row = rows.find(({ slug }) => slug === reference.audience);
        const name = row?.name ?? reference.audience;
        return (
          <li
            key={reference.audience}
            className="inline-flex min-h-7 items-center gap-1.5 rounded-md border border-line-strong pl-2 text-sm"
          >
            {name}
            <span className="text-xs text-ink-3">
              {reference.version === undefined ? "newest when saved" : `version ${reference.version}`}
            </span>
            {!readOnly && row && <NewerVersion reference={reference} newest={row.version} edit={edit} />}
            {!readOnly && (
              <IconButton
                label={`Do not exclude ${name}`}
                className="size-6"
                onClick={() => set(exclude.filter((one) => one !== reference))}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        );
      })}
      {!readOnly && free.length > 0 && (
        <li>
          <InlineSelect
            label="Exclude the members of"
            value=""
            options={[
              { value: "", label: "exclude an audience…" },
              ...free.map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
            onChange={(slug) => {
              const row = free.find((one) => one.slug === slug);
              if (row) set([...exclude, { audience: row.slug, version: row.version ?? undefined }]);
            }}
          />
        </li>
      )}
      {readOnly && exclude.length + always.length === 0 && <li className="text-sm leading-7">nobody</li>}
    </ul>
  );
}
