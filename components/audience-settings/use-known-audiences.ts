"use client";

import { useMemo } from "react";
import { useApi } from "@/components/api/use-api";
import type { PrioritySet } from "@/lib/core/audience/types";
import { type FoundList, HeldList } from "@/lib/core/list/held";
import type { Audiences, FoundAudience } from "@/lib/core/segment/audiences";
import type { AudienceRow, AudienceView, PrioritySetView } from "@/lib/core/views/audience";
import type { ListRow } from "@/lib/core/views/list";

/**
 * The workspace's audiences and lists as far as the screen knows them: that they are there, of which entity, and whether they were
 * saved. What they mean the server knows, and says what it finds wrong with it. Until they are known, nothing is refused.
 */
export function useKnownAudiences({ slug, entity }: Pick<AudienceView, "slug" | "entity">): Audiences {
  const rows = useApi<AudienceRow[]>("/audiences").data;
  const sets = useApi<PrioritySetView[]>("/priority-sets").data;
  const lists = useApi<ListRow[]>("/lists").data;
  return useMemo(
    () => ({
      self: slug,
      isVersioned: true,
      find: (named) => found(named, rows, entity),
      prioritySet: (named) => setOf(named, sets, { slug, entity }),
      lists: { find: (named) => listOf(named, lists) },
    }),
    [rows, sets, lists, slug, entity],
  );
}

function found(slug: string, rows: AudienceRow[] | undefined, entity: string): FoundAudience {
  const row = rows?.find((one) => one.slug === slug);
  if (rows && !row) {
    const message = `There is no audience “${slug}” any more.`;
    return { problem: { code: "UNKNOWN_AUDIENCE", message, fix: "Choose another one." } };
  }
  if (row && row.version === null) {
    const message = `“${row.name}” has no saved version yet, so nothing can rest on it.`;
    return { problem: { code: "AUDIENCE_UNSAVED", message, fix: "Save a version of it first." } };
  }
  const json = { version: 1, entity: row?.entity ?? entity, where: { all: [] } };
  return { json, version: row?.version ?? undefined, place: () => slug };
}

/** By its name: what it holds never comes here. */
function listOf(slug: string, lists: ListRow[] | undefined): FoundList {
  const list = lists?.find((one) => one.slug === slug);
  if (lists && !list) {
    const message = `There is no list “${slug}” any more.`;
    return { problem: { code: "UNKNOWN_LIST", message, fix: "Choose another one." } };
  }
  const form = list?.form ?? "exact";
  return new HeldList(slug, list?.name ?? slug, form, "", () => ({ form, salt: "", hashes: [] }));
}

/** Only whether this audience has a place in it: who comes before is checked where they are known. */
function setOf(
  slug: string,
  sets: PrioritySetView[] | undefined,
  own: { slug: string; entity: string },
): PrioritySet | Extract<FoundAudience, { problem: unknown }> {
  const set = sets?.find((one) => one.slug === slug);
  if (sets && !set) {
    const message = `There is no priority set “${slug}” any more.`;
    return { problem: { code: "UNKNOWN_PRIORITY_SET", message, fix: "Choose another one, or none." } };
  }
  const isIn = !set || set.audiences.some((audience) => audience.slug === own.slug);
  return {
    slug,
    name: set?.name ?? slug,
    entity: set?.entity ?? own.entity,
    audiences: isIn ? [{ audience: own.slug }] : [],
  };
}
