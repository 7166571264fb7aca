"use client";

import { Pause, Play } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { Button, LinkButton, WaitingButton } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { AudienceView } from "@/lib/core/views/audience";
import type { SyncView } from "@/lib/core/views/sync";
import { RunMenu } from "./run-menu";
import { isUndoStopped } from "./stopped-notices";

/** What can be done with a sync now; the one next thing is the accent. */
export function SyncActions({ sync }: { sync: SyncView }) {
  const [dialog, setDialog] = useState<"pause" | "ask" | null>(null);
  const router = useRouter();
  const refresh = [`/syncs`, "/audiences", "/change-sets", "/session"];
  const audience = useApi<AudienceView>(`/audiences/${sync.audience.id}`);
  const latest = Math.max(0, ...(audience.data?.versions ?? []).map(({ version }) => version));
  const pause = useSend<string, unknown>({
    request: (reason) => ({ path: `/syncs/${sync.id}/pause`, body: { reason } }),
    refresh,
    quiet: true,
    done: () => setDialog(null),
  });
  const resume = useSend<void, unknown>({
    request: () => ({ path: `/syncs/${sync.id}/resume`, body: {} }),
    refresh,
  });
  const ask = useSend<string, { id: string }>({
    request: (note) => ({
      path: "/change-sets",
      body: { syncId: sync.id, audienceVersion: latest, ...(note === "" ? {} : { note }) },
    }),
    refresh,
    quiet: true,
    done: ({ id }) => router.push(`/approvals/${id}`),
  });

  const isLive = sync.status === "live";
  const hasNewer = latest > (sync.audienceVersion ?? 0) || sync.version > (sync.approvedVersion ?? 0);
  const isAsked = sync.openRequest !== null;
  const mayNeedApproval = sync.status === "draft" || sync.status === "void" || (isLive && hasNewer);
  const needsApproval = mayNeedApproval && !isAsked;
  return (
    <>
      {sync.openRequest && <LinkButton href={`/approvals/${sync.openRequest}`}>See the request</LinkButton>}
      {isLive && (
        <Button onClick={() => setDialog("pause")}>
          <Pause aria-hidden className="size-3.5" />
          Pause
        </Button>
      )}
      {sync.status === "paused" && (
        <Button
          look={isUndoStopped(sync) ? "plain" : "accent"}
          busy={resume.isPending}
          onClick={() => resume.mutate()}
        >
          <Play aria-hidden className="size-3.5" />
          Resume
        </Button>
      )}
      {sync.activeRun && (
        <LinkButton look="accent" href={`/runs/${sync.activeRun.id}`}>
          Watch the run
        </LinkButton>
      )}
      <RunMenu sync={sync} accent={!needsApproval} />
      {needsApproval &&
        (audience.data && latest === 0 ? (
          <WaitingButton look="accent" because={<SaveFirst sync={sync} />}>
            Ask for approval
          </WaitingButton>
        ) : (
          <Button look="accent" busy={audience.isPending} onClick={() => setDialog("ask")}>
            Ask for approval
          </Button>
        ))}
      <ReasonDialog
        open={dialog === "pause"}
        onOpenChange={(open) => setDialog(open ? "pause" : null)}
        title="Pause this sync"
        description="Nothing is added while it is paused. Withdrawn consent is still carried out."
        label="Why"
        action="Pause"
        busy={pause.isPending}
        error={pause.error}
        onSubmit={(reason) => pause.mutate(reason)}
      />
      <ReasonDialog
        open={dialog === "ask"}
        onOpenChange={(open) => setDialog(open ? "ask" : null)}
        title="Ask for approval"
        description={`Version ${latest} of ${sync.audience.name} and this sync go to the data team together. Its effect is measured first; nothing is sent.`}
        label="What should they know? (optional)"
        action="Ask for approval"
        required={false}
        busy={ask.isPending}
        error={ask.error}
        onSubmit={(note) => ask.mutate(note)}
      />
    </>
  );
}

/** Where the way on is. */
function SaveFirst({ sync: { audience } }: { sync: SyncView }) {
  return (
    <>
      <Link href={`/audiences/${audience.id}`} className="underline hover:text-ink">
        Save a version of {audience.name}
      </Link>{" "}
      first: approval is asked for a saved one.
    </>
  );
}
