"use client";

import { useApi } from "@/components/api/use-api";
import type { DestinationKindView } from "@/lib/core/views/destination";

/** Names of what platforms match people by: "EMAIL" is E-mail. */
export function useIdentifierLabels(): (id: string) => string {
  const kinds = useApi<DestinationKindView[]>("/destination-kinds").data ?? [];
  return (id) => kinds.flatMap((kind) => kind.identifiers).find((one) => one.id === id)?.label ?? id;
}
