"use client";

import { useSyncExternalStore } from "react";
import { useApi } from "@/components/api/use-api";
import type { Role, SessionView } from "@/lib/core/views/session";
import { ROLES } from "@/lib/core/views/session";

/** Who is signed in, in which workspace, and how many approvals wait; read again every half minute. */
export function useSession() {
  return useApi<SessionView>("/session", { poll: () => 30_000, enabled: typeof window !== "undefined" });
}

/**
 * Whether the person signed in has this role or a higher one. The services decide; this only spares a refusal. No one has
 * while a part of the page takes over the server's HTML, which knew nobody: the frame around it may know the session by then.
 */
export function useMay(role: Role): boolean {
  const session = useSession().data;
  const isTakenOver = useSyncExternalStore(neverChanges, isBrowser, isServer);
  return isTakenOver && session !== undefined && ROLES.indexOf(session.role) >= ROLES.indexOf(role);
}

const neverChanges = () => () => {};
const isBrowser = () => true;
const isServer = () => false;
