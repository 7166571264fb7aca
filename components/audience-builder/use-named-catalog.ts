"use client";

import { useMemo } from "react";
import { useApi } from "@/components/api/use-api";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { namesBySlug, withCalled } from "@/lib/core/catalog/called";
import type { Called, Catalog } from "@/lib/core/catalog/types";
import type { AudienceRow, PrioritySetView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { ListRow } from "@/lib/core/views/list";

/** The catalog with the names of what conditions refer to, so that the draft reads as a version of it will. */
export function useNamedCatalog(view: CatalogView): Catalog {
  const called: Called = {
    audiences: namesBySlug(useApi<AudienceRow[]>("/audiences").data),
    lists: namesBySlug(useApi<ListRow[]>("/lists").data),
    prioritySets: namesBySlug(useApi<PrioritySetView[]>("/priority-sets").data),
  };
  // Sizes of audiences change all the time; every row is drawn again when the catalog does.
  const names = JSON.stringify(called);
  return useMemo(() => withCalled(catalogOf(view), JSON.parse(names) as Called), [view, names]);
}
