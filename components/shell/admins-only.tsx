"use client";

import type { ReactNode } from "react";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { useSession } from "./use-session";

/** What only admins see; the others learn who it is that does this: `what` ends "An admin of this workspace …". */
export function AdminsOnly({ what, children }: { what: string; children: ReactNode }) {
  const session = useSession();
  return (
    <Loaded query={session} skeleton={<Skeleton className="h-64" />}>
      {({ role }) =>
        role === "admin" ? (
          children
        ) : (
          <Empty title={`An admin of this workspace ${what}`}>Ask one of them.</Empty>
        )
      }
    </Loaded>
  );
}
