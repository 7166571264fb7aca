"use client";

import Link from "next/link";
import { useApi, useSend } from "@/components/api/use-api";
import { InlineSelect } from "@/components/segment-builder/inputs/inline-select";
import { Button } from "@/components/ui/button";
import type { PrioritySetView } from "@/lib/core/views/audience";
import type { SettingProps } from "./settings";

/** The set in whose order a person belongs to one audience at most, and the place of this one in it. */
export function PrioritySetting({ definition, edit, audience, readOnly }: SettingProps) {
  const { priority, entity } = definition;
  const known = useApi<PrioritySetView[]>("/priority-sets").data;
  const sets = known?.filter((one) => one.entity === entity) ?? [];
  const set = sets.find(({ slug }) => slug === priority?.set);
  const place = set?.audiences.findIndex(({ id }) => id === audience.id) ?? -1;
  const join = useSend<PrioritySetView, PrioritySetView>({
    request: ({ id, name, revision, audiences }) => ({
      path: `/priority-sets/${id}`,
      method: "PUT",
      body: {
        name,
        revision,
        audiences: [
          ...audiences.map(({ id: one, version }) => ({ id: one, ...(version === null ? {} : { version }) })),
          { id: audience.id },
        ],
      },
    }),
    refresh: ["/priority-sets"],
  });
  if (!known) return <p className="text-sm leading-7 text-ink-3">{priority?.set ?? "…"}</p>;
  if (sets.length === 0 && !priority) {
    return (
      <p className="text-sm leading-7 text-ink-2">
        There is no priority set yet.{" "}
        <Link href="/audiences/priority" className="underline">
          Make one
        </Link>
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <InlineSelect
        label="Priority set"
        value={priority?.set ?? ""}
        options={[
          { value: "", label: "in no priority set" },
          ...sets.map(({ slug, name }) => ({ value: slug, label: name })),
          ...(priority && !set ? [{ value: priority.set, label: priority.set }] : []),
        ]}
        onChange={(slug) =>
          edit(({ priority: _, ...rest }) => (slug === "" ? rest : { ...rest, priority: { set: slug } }))
        }
      />
      {set && place >= 0 && (
        <span className="text-sm text-ink-2">
          {place === 0 ? "served first" : `after ${namesBefore(set, place)}`}
        </span>
      )}
      {set && place < 0 && !readOnly && (
        <Button size="xs" busy={join.isPending} onClick={() => join.mutate(set)}>
          Add it at the end
        </Button>
      )}
      {set && (
        <Link href="/audiences/priority" className="text-sm text-ink-2 underline hover:text-ink">
          See the order
        </Link>
      )}
    </div>
  );
}

function namesBefore({ audiences }: PrioritySetView, place: number): string {
  return new Intl.ListFormat("en").format(audiences.slice(0, place).map(({ name }) => name));
}
