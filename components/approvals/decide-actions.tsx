"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { useSession } from "@/components/shell/use-session";
import { Button, LinkButton } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { ChangeSetView } from "@/lib/core/views/change-set";
import { isOpen } from "./status-words";

type Verb = "approve" | "request-changes" | "withdraw";
const DONE: Record<Verb, string> = {
  approve: "Approved. It can run now.",
  "request-changes": "Sent back with your reason.",
  withdraw: "Withdrawn.",
};

/** Approve, send back, or (for who asked) withdraw. Why someone may not decide is said instead of shown as grey. */
export function DecideActions({ changeSet }: { changeSet: ChangeSetView }) {
  const [asking, setAsking] = useState(false);
  const me = useSession().data?.user.id;
  const send = useSend<{ verb: Verb; text?: string }, ChangeSetView>({
    request: ({ verb, text }) => ({
      path: `/change-sets/${changeSet.id}/${verb}`,
      body: text ? { text } : {},
    }),
    refresh: ["/change-sets", "/session", "/syncs", "/audiences"],
    done: (_, { verb }) => {
      setAsking(false);
      toast.success(DONE[verb]);
    },
  });
  const decidable = changeSet.status === "waiting" && changeSet.mayDecide;
  const mine = changeSet.requestedBy.id === me;
  return (
    <>
      {isOpen(changeSet.status) && mine && (
        <Button busy={send.isPending} onClick={() => send.mutate({ verb: "withdraw" })}>
          Withdraw
        </Button>
      )}
      {changeSet.status === "approved" && (
        <LinkButton look="accent" href={`/syncs/${changeSet.sync.id}`}>
          Open the sync
        </LinkButton>
      )}
      {decidable && (
        <>
          <Button disabled={send.isPending} onClick={() => setAsking(true)}>
            Ask for changes
          </Button>
          <Button look="accent" busy={send.isPending} onClick={() => send.mutate({ verb: "approve" })}>
            Approve
          </Button>
        </>
      )}
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title="Ask for changes"
        description={`${changeSet.requestedBy.name} sees your reason and can ask again with a new version.`}
        label="What should change, and why"
        action="Ask for changes"
        busy={send.isPending}
        error={send.error}
        onSubmit={(text) => send.mutate({ verb: "request-changes", text })}
      />
    </>
  );
}
