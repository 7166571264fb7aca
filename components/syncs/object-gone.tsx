"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Notice } from "@/components/ui/states";
import { Time } from "@/components/ui/time";
import type { SyncView } from "@/lib/core/views/sync";

const REFRESH = ["/syncs", "/audiences", "/activity"];

/** The platform no longer has the sync's object: the ways on. */
export function ObjectGone({ sync, since }: { sync: SyncView; since: string }) {
  const mayLook = useMay("marketer");
  const mayDecide = useMay("approver");
  const [asking, setAsking] = useState(false);
  const name = sync.object?.name ?? "Its audience";
  const look = useSend<void, { found: boolean }>({
    request: () => ({ path: `/syncs/${sync.id}/look-for-object`, body: {} }),
    refresh: REFRESH,
    done: ({ found }) =>
      found
        ? toast.success("It is there; the sync goes on.")
        : toast.info("The platform still does not have it."),
  });
  const replace = useSend<string, SyncView>({
    request: (reason) => ({ path: `/syncs/${sync.id}/replace-object`, body: { reason } }),
    refresh: REFRESH,
    quiet: true,
    done: () => {
      setAsking(false);
      toast.success("A new, empty audience was created there.", {
        description: "Ask for approval; then a run fills it.",
      });
    },
  });
  return (
    <div className="mb-5">
      <Notice tone="bad" title={`“${name}” was deleted at the platform.`}>
        <p>
          Noticed <Time at={since} />. Nothing is sent until someone decides: a new audience there, which is
          filled once it is approved, or the end of this sync. What was held went with the old one.
          {!mayDecide && " An approver decides."}
        </p>
        <div className="mt-2 flex gap-2">
          {mayDecide && (
            <Button size="sm" look="accent" onClick={() => setAsking(true)}>
              Create a new audience there
            </Button>
          )}
          {mayLook && (
            <Button size="sm" busy={look.isPending} onClick={() => look.mutate()}>
              Look again
            </Button>
          )}
        </div>
      </Notice>
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Create “${name}” anew`}
        description="An empty audience of the same name is created at the platform. Its ledger starts empty, and the sync has to be approved again before anyone is added."
        label="Why"
        action="Create it"
        busy={replace.isPending}
        error={replace.error}
        onSubmit={(reason) => replace.mutate(reason)}
      />
    </div>
  );
}
