"use client";

import { useApi } from "@/components/api/use-api";
import type { Role, SessionView } from "@/lib/core/views";
import { ROLES } from "@/lib/core/views";

/** Who is signed in, in which workspace, and how many approvals wait; read again every half minute. */
export function useSession() {
  return useApi<SessionView>("/session", { poll: () => 30_000, enabled: typeof window !== "undefined" });
}

/** Whether the person signed in has this role or a higher one. The services decide; this only spares a refusal. */
export function useMay(role: Role): boolean {
  const session = useSession().data;
  return session !== undefined && ROLES.indexOf(session.role) >= ROLES.indexOf(role);
}
