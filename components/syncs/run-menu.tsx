"use client";

import { Ban, ChevronDown, Eye, Footprints, Layers, RefreshCw, Trash2, Undo2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { ApiError } from "@/components/api/client";
import { useSend } from "@/components/api/use-api";
import { Button, IconButton } from "@/components/ui/button";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { LedgerView } from "@/lib/core/views/identifiers";
import type { RunKind, RunRow } from "@/lib/core/views/run";
import type { SyncView } from "@/lib/core/views/sync";
import { OneRecordDialog } from "./one-record-dialog";

type Started = { runId: string; lane: RunRow["lane"]; because: string | null };
type Asked = { kind: RunKind; reason?: string; duringBlackout?: boolean; rows?: number; key?: string };
type Question = "resync" | "undo" | "blackout" | "empty" | "end" | "leave" | "one" | "first";

/** The steps of a first run, before all. */
const STEPS = [100, 1_000];

const REFRESH = ["/syncs", "/audiences", "/change-sets", "/session"];

/** Starting a sync in every way it can be started, and ending it. */
export function RunMenu({ sync, accent }: { sync: SyncView; accent: boolean }) {
  const router = useRouter();
  const [question, setQuestion] = useState<Question | null>(null);
  /** What a blackout held back, to be asked again as it was. */
  const [heldBack, setHeldBack] = useState<Asked>({ kind: "sync" });
  const run = useSend<Asked, Started>({
    request: (asked) => ({ path: `/syncs/${sync.id}/run`, body: asked }),
    refresh: REFRESH,
    quiet: true,
    done: ({ runId, lane, because }) => {
      setQuestion(null);
      if (lane === "privacy") toast.info("This run only removes.", { description: because ?? undefined });
      router.push(`/runs/${runId}`);
    },
  });
  const start = (asked: Asked) =>
    run.mutate(asked, {
      onError: (error) => {
        if (error instanceof ApiError && error.view.code === "BLACKOUT") {
          setHeldBack(asked);
          return setQuestion("blackout");
        }
        toast.error(error.message, error instanceof ApiError ? { description: error.view.fix } : {});
      },
    });
  const empty = useSend<string, Started>({
    request: (reason) => ({ path: `/syncs/${sync.id}/empty`, body: { reason } }),
    refresh: REFRESH,
    quiet: true,
    done: ({ runId }) => router.push(`/runs/${runId}`),
  });
  const end = useSend<{ reason: string; leavePeople?: boolean }, { id: string }>({
    request: (body) => ({ path: `/syncs/${sync.id}/end`, body }),
    refresh: REFRESH,
    quiet: true,
    done: () => {
      toast.success(
        sync.kind === "set"
          ? "The sync is ended; its audience at the platform is free."
          : "The sync is ended; its fields are free.",
      );
      router.push("/syncs");
    },
  });
  const isLive = sync.status === "live";
  const isFree = sync.activeRun === null;
  const dialog = (which: Question) => ({
    open: question === which,
    onOpenChange: (open: boolean) => setQuestion(open ? which : null),
  });
  const isSet = sync.kind === "set";
  // A first run of records creates all of them at a CRM, which nobody takes back.
  const runNow = () => (isSet || sync.ledger ? start({ kind: "sync" }) : setQuestion("first"));
  const steps: MenuItem[] = [
    {
      label: "Only one chosen record…",
      icon: <Footprints aria-hidden />,
      onSelect: () => setQuestion("one"),
    },
    ...STEPS.map((rows) => ({
      label: `At most ${rows.toLocaleString("en")} new records`,
      icon: <Footprints aria-hidden />,
      onSelect: () => start({ kind: "ramp", rows }),
    })),
  ];
  const running: MenuItem[] = [
    ...(isLive && !isSet ? steps : []),
    { label: "Dry run", icon: <Eye aria-hidden />, onSelect: () => start({ kind: "dry_run" }) },
    ...(isLive && sync.ledger
      ? [
          { label: "Send all again…", icon: <Layers aria-hidden />, onSelect: () => setQuestion("resync") },
          ...(isSet
            ? [
                {
                  label: "Undo the last run…",
                  icon: <Undo2 aria-hidden />,
                  onSelect: () => setQuestion("undo"),
                },
              ]
            : []),
        ]
      : []),
  ];
  const ending: MenuItem[] = [
    ...(sync.ledger && isSet
      ? [
          {
            label: "Empty and end…",
            icon: <Trash2 aria-hidden />,
            onSelect: () => setQuestion("empty"),
            danger: true,
            apart: true,
          },
          {
            label: "End and leave people there…",
            icon: <Ban aria-hidden />,
            onSelect: () => setQuestion("leave"),
            danger: true,
          },
        ]
      : []),
    // Refused while people are held there, and the two above say how it ends then.
    ...(sync.ledger && isSet && sync.objectGoneAt === null && isHeldThere(sync.ledger)
      ? []
      : [
          {
            label: "End this sync…",
            icon: <Ban aria-hidden />,
            onSelect: () => setQuestion("end"),
            danger: true,
            apart: !sync.ledger || !isSet,
          },
        ]),
  ];
  return (
    <>
      {isLive && isFree && (
        <Button look={accent ? "accent" : "plain"} busy={run.isPending} onClick={runNow}>
          <RefreshCw aria-hidden className="size-3.5" />
          Run now
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label="More ways to run, and ending" look="plain" className="size-8">
            <ChevronDown aria-hidden />
          </IconButton>
        }
        items={isFree ? [...running, ...ending] : ending}
      />
      <ReasonDialog
        {...dialog("blackout")}
        title="A blackout is open"
        description={`${sync.timing.blackoutWords ?? ""}. Run it anyway?`}
        label="Why"
        action="Run anyway"
        busy={run.isPending}
        error={null}
        onSubmit={(reason) => start({ ...heldBack, reason, duringBlackout: true })}
      />
      <ReasonDialog
        {...dialog("first")}
        title="Write every record at once?"
        description="This sync has not written anything yet. The menu beside the button has smaller steps: one chosen record, 100, 1,000."
        label="Why (optional)"
        action="Write every record"
        required={false}
        busy={run.isPending}
        error={null}
        onSubmit={(reason) => start({ kind: "sync", ...(reason === "" ? {} : { reason }) })}
      />
      <ReasonDialog
        {...dialog("resync")}
        title="Send all again"
        description="Everyone who is held is sent once more, and whoever left is removed as always. For a platform that lost people; it takes as many calls as the first run."
        label="Why"
        action="Send all again"
        busy={run.isPending}
        error={null}
        onSubmit={(reason) => start({ kind: "resync", reason, duringBlackout: true })}
      />
      <ReasonDialog
        {...dialog("undo")}
        title="Undo the last run"
        description="Whom it added is removed, and whom it removed comes back, but for those who may no longer be sent. Then the sync is paused, so that the next run does not do the same again."
        label="Why"
        action="Undo and pause"
        busy={run.isPending}
        error={null}
        onSubmit={(reason) => start({ kind: "undo", reason, duringBlackout: true })}
      />
      <ReasonDialog
        {...dialog("empty")}
        title="Empty and end"
        description={emptyingWords(sync)}
        label="Why"
        action="Empty and end"
        busy={empty.isPending}
        error={empty.error}
        onSubmit={(reason) => empty.mutate(reason)}
      />
      <OneRecordDialog
        {...dialog("one")}
        entity={sync.entity}
        busy={run.isPending}
        onSubmit={(key) => start({ kind: "ramp", rows: 1, key })}
      />
      <ReasonDialog
        {...dialog("end")}
        title="End this sync"
        description={
          isSet
            ? "It never runs again and gives its audience at the platform free. While people are held there because of it, empty it first."
            : "It never runs again and gives its fields free. The records stay as they are."
        }
        label="Why"
        action="End sync"
        busy={end.isPending}
        error={end.error}
        onSubmit={(reason) => end.mutate({ reason })}
      />
      <ReasonDialog
        {...dialog("leave")}
        title="End and leave people there"
        description="Everyone Coterie put there stays, and nobody takes them out any more, not even whoever withdraws consent. For when the sync cannot be emptied; an approver does this."
        label="Why"
        action="End and leave them"
        busy={end.isPending}
        error={end.error}
        onSubmit={(reason) => end.mutate({ reason, leavePeople: true })}
      />
    </>
  );
}

/** What the platform has, or may have, because of us. */
const isHeldThere = ({ held, unverified, in_flight }: LedgerView): boolean =>
  [held, unverified, in_flight].some((count) => count !== 0);

function emptyingWords({ object, use }: SyncView): string {
  const ads = use === "exclude" ? " They will see the ads they were kept from; an approver does this." : "";
  return `A run removes everyone Coterie put into “${object?.name ?? "it"}”, and then the sync ends.${ads} Cancel the run to keep the sync.`;
}
