"use client";

import { useApi } from "@/components/api/use-api";
import type { ActivityRow } from "@/lib/core/views/activity";
import type { AudienceRow } from "@/lib/core/views/audience";
import type { ChangeSetRow } from "@/lib/core/views/change-set";
import type { DestinationRow } from "@/lib/core/views/destination";
import type { ListRow } from "@/lib/core/views/list";
import type { MemberRow } from "@/lib/core/views/member";
import type { SyncRow } from "@/lib/core/views/sync";
import type { TraitRow } from "@/lib/core/views/trait";
import { syncsOfRuns } from "./syncs-of-runs";

export type Subject = { words: string; href: string | null };

/**
 * Turns recorded subjects ("audience:ID") into names people know, with the page to open. A run has no name: it is known
 * by its sync, which some event of it tells.
 */
export function useSubjectNames(events: readonly ActivityRow[]): (subject: string) => Subject {
  const audiences = useApi<AudienceRow[]>("/audiences").data ?? [];
  const syncs = useApi<SyncRow[]>("/syncs").data ?? [];
  const destinations = useApi<DestinationRow[]>("/destinations").data ?? [];
  const changeSets = useApi<ChangeSetRow[]>("/change-sets").data ?? [];
  const members = useApi<MemberRow[]>("/members").data ?? [];
  const lists = useApi<ListRow[]>("/lists").data ?? [];
  const traits = useApi<TraitRow[]>("/traits").data ?? [];
  const named: [string, Subject][] = [
    ...lists.map(({ id, name }) => entry("list", id, name, `/catalog/lists/${id}`)),
    ...traits.flatMap(({ id, label }) =>
      id === null ? [] : [entry("trait", id, label, `/catalog/traits/${id}`)],
    ),
    ...audiences.map(({ id, name }) => entry("audience", id, name, `/audiences/${id}`)),
    ...syncs.map(({ id, name }) => entry("sync", id, `the sync ${name}`, `/syncs/${id}`)),
    ...destinations.map(({ id, name }) => entry("destination", id, name, `/destinations/${id}`)),
    ...changeSets.map(({ id, title }) => entry("change_set", id, title, `/approvals/${id}`)),
    ...members.map(({ id, name }) => entry("user", id, name, "/settings")),
  ];
  const names = new Map(named);
  const syncOf = syncsOfRuns(events);
  return (subject) => {
    const known = names.get(subject) ?? unnamed(subject);
    const sync = names.get(`sync:${syncOf.get(subject)}`);
    return sync ? { ...known, words: `a run of ${sync.words}` } : known;
  };
}

function entry(kind: string, id: string, words: string, href: string): [string, Subject] {
  return [`${kind}:${id}`, { words, href }];
}

const KINDS: Readonly<Record<string, Subject>> = {
  list: { words: "a list that is gone", href: null },
  trait: { words: "a trait that is gone", href: null },
  run: { words: "a run", href: "/runs/" },
  catalog: { words: "the catalog", href: null },
  entity: { words: "the rows of the catalog", href: null },
  warehouse: { words: "a warehouse", href: "/catalog/warehouses/" },
  workspace: { words: "the workspace", href: null },
};

function unnamed(subject: string): Subject {
  const [kind = "", id = ""] = subject.split(":");
  const known = KINDS[kind];
  if (!known) return { words: subject, href: null };
  return { words: known.words, href: known.href && `${known.href}${id}` };
}
