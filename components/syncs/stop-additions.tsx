"use client";

import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { useMay, useSession } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";

/** Stops every sync of the workspace at once; what happens while it is stopped is said on every page. */
export function StopAdditions() {
  const session = useSession().data;
  const mayStop = useMay("approver");
  const [asking, setAsking] = useState(false);
  const stop = useSend<string, void>({
    request: (reason) => ({ path: "/additions/stop", body: { reason } }),
    refresh: ["/session", "/syncs", "/runs"],
    done: () => setAsking(false),
    quiet: true,
  });
  if (!mayStop || session?.workspace.additionsStopped !== null) return null;
  return (
    <>
      <Button look="danger" onClick={() => setAsking(true)}>
        Stop all additions
      </Button>
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title="Stop all additions?"
        description="No sync of this workspace adds anyone until an approver lets them go on; runs under way stop before their next call. Removals owed to withdrawn consent, suppression and deletion go on."
        label="Why"
        action="Stop all additions"
        busy={stop.isPending}
        error={stop.error}
        onSubmit={(reason) => stop.mutate(reason)}
      />
    </>
  );
}
