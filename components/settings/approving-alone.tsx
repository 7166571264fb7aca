"use client";

import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";

/** How long whoever decides alone waits before approving their own request. */
const HOURS = 24;

/** For the workspace of one: somebody must be able to say yes, but never at once and never unseen. */
export function ApprovingAlone({ hours, isAlone }: { hours: number | null; isAlone: boolean }) {
  const [asking, setAsking] = useState(false);
  const wanted = hours === null ? HOURS : null;
  const save = useSend<string, void>({
    request: (reason) => ({ path: "/self-approval", method: "PUT", body: { hours: wanted, reason } }),
    refresh: ["/session", "/change-sets"],
    done: () => setAsking(false),
    quiet: true,
  });
  const action = wanted === null ? "Never allow it" : "Allow it after a day";
  return (
    <>
      <p className="mb-3 max-w-prose text-sm text-ink-2">{wordsFor(hours, isAlone)}</p>
      {(isAlone || hours !== null) && <Button onClick={() => setAsking(true)}>{action}</Button>}
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title={`${action}?`}
        label="Why"
        action={action}
        busy={save.isPending}
        error={save.error}
        onSubmit={(reason) => save.mutate(reason)}
      />
    </>
  );
}

function wordsFor(hours: number | null, isAlone: boolean): string {
  if (!isAlone) return "Nobody approves what they asked for; somebody else in this workspace decides.";
  return hours === null
    ? "Nobody approves what they asked for. Since only you decide here, that would be never: you can allow it after a day. Such approvals are marked as not reviewed."
    : `While nobody else decides, you may approve what you asked for after ${hours} hours. It is marked as not reviewed, and ends as soon as there is a second approver.`;
}
