"use client";

import { useApi } from "@/components/api/use-api";
import { count } from "@/components/ui/numbers";
import type { AudienceRow } from "@/lib/core/views/audience";
import { UNLOCKED } from "./choice";
import type { ConditionChoice } from "./conditions";

const NONE: AudienceRow[] = [];

/** The audiences of an entity, once they are known; those of other entities cannot be asked about its rows. */
export function useAudiencesOf(entity: string, enabled = true): AudienceRow[] {
  const found = useApi<AudienceRow[]>("/audiences", { enabled });
  return found.data?.filter((audience) => audience.entity === entity) ?? NONE;
}

export function audienceChoices(audiences: readonly AudienceRow[]): ConditionChoice[] {
  return audiences.map((audience) => ({
    ...UNLOCKED,
    id: `audience ${audience.slug}`,
    group: "Audiences",
    label: audience.name,
    hint: audience.size ? count(audience.size.members) : "not counted",
    kind: "audience",
    note: "Members of another audience, at the version that is newest when this one is saved.",
    also: "member of in segment exclude",
    make: () => ({ audience: audience.slug }),
  }));
}
