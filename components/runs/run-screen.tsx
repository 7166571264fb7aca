"use client";

import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { useLive } from "@/components/api/use-live";
import { CostFacts } from "@/components/cost/cost-facts";
import { RunGuards } from "@/components/guards/run-guards";
import { useMay } from "@/components/shell/use-session";
import { LedgerTable } from "@/components/syncs/ledger-counts";
import { shareWords } from "@/components/syncs/share-words";
import { isOver, itemsOf, runStatus, startedBy } from "@/components/syncs/status-words";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Loaded, SkeletonRows } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { duration } from "@/components/ui/time-words";
import type { RunKind, RunRow, RunView } from "@/lib/core/views/run";
import { BatchesTable } from "./batches-table";
import { nextStep, unknownWords } from "./next-step";
import { PastPlan } from "./past-plan";
import { PlanFacts } from "./plan-facts";
import { RefusedRows } from "./refused-rows";
import { RunNotices } from "./run-notices";
import { RunProgress } from "./run-progress";
import { WaterfallChart } from "./waterfall-chart";

export function RunScreen({ id }: { id: string }) {
  const path = `/runs/${id}`;
  const [isLive, setIsLive] = useState(false);
  const run = useApi<RunView>(path, {
    poll: (data) => (isLive || (data && isOver(data.status)) ? false : 2_000),
  });
  const isOpen = useLive(path, run.data !== undefined && !isOver(run.data.status));
  if (isOpen !== isLive) setIsLive(isOpen);
  const status = run.data && runStatus(run.data.status);
  return (
    <>
      <PageHeader
        crumbs={[
          { href: "/syncs", label: "Syncs" },
          ...(run.data ? [{ href: `/syncs/${run.data.sync.id}`, label: run.data.sync.name }] : []),
        ]}
        title={
          run.data ? (
            <>
              {TITLES[run.data.kind]} of <Time at={run.data.startedAt ?? run.data.asOf} />
            </>
          ) : (
            "Run"
          )
        }
        aside={
          status && (
            <span role="status">
              <Status tone={status.tone}>{status.label}</Status>
            </span>
          )
        }
        actions={run.data && <RunActions run={run.data} />}
      />
      <PageBody>
        <Loaded query={run} skeleton={<SkeletonRows rows={5} />}>
          {(view) => <RunDetails run={view} />}
        </Loaded>
      </PageBody>
    </>
  );
}

const TITLES: Record<RunKind, string> = {
  sync: "Run",
  resync: "Sending all again, run",
  dry_run: "Dry run",
  undo: "Undo, run",
  ramp: "Run in steps",
  empty: "Emptying, run",
};

function RunActions({ run }: { run: RunView }) {
  const mayAct = useMay("marketer");
  const refresh = ["/runs", "/syncs"];
  const cancel = useSend<void, RunRow>({
    request: () => ({ path: `/runs/${run.id}/cancel`, body: {} }),
    refresh,
  });
  const retry = useSend<void, RunRow>({
    request: () => ({ path: `/runs/${run.id}/retry`, body: {} }),
    refresh,
  });
  if (!mayAct) return null;
  if (!isOver(run.status)) {
    return (
      <Button look="danger" busy={cancel.isPending || run.cancelled !== null} onClick={() => cancel.mutate()}>
        {run.cancelled ? "Cancelling…" : "Cancel run"}
      </Button>
    );
  }
  const next = nextStep(run);
  if (next === null) return null;
  return (
    <Button
      look={next === "retry" ? "accent" : "plain"}
      busy={retry.isPending}
      onClick={() => retry.mutate()}
    >
      Retry
    </Button>
  );
}

function RunDetails({ run }: { run: RunView }) {
  const share = shareWords(run.share, run.audience.name);
  const mayInspect = useMay("admin");
  return (
    <>
      <RunNotices run={run} />
      <RunGuards run={run} />
      <Section
        title="Progress"
        aside={
          <>
            version {run.audience.version} of {run.audience.name} to {run.destination.name} “
            {run.destination.object}”, started by {startedBy(run)}
            {run.attempts > 1 && `, attempt ${run.attempts}`}
            {run.startedAt && run.finishedAt && (
              <>, took {duration((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}</>
            )}
          </>
        }
      >
        <RunProgress run={run} />
        {share && <p className="mt-2 text-sm text-ink-2">Takes {share}.</p>}
      </Section>
      <Section title="Who is sent, and who is kept back">
        {run.waterfall ? (
          <WaterfallChart waterfall={run.waterfall} kind={run.sync.kind} />
        ) : (
          <p className="text-sm text-ink-3">{unknownWords(run)}</p>
        )}
      </Section>
      {run.plan && (
        <Section
          title={run.guards.withheld ? "What it sent all the same" : "The plan"}
          aside={run.guards.withheld ? "removals owed to people" : undefined}
        >
          <PlanFacts plan={run.plan} kind={run.sync.kind} />
        </Section>
      )}
      {run.refusals.length > 0 && (
        <Section title="What the platform did not take" aside={`${itemsOf(run.sync.kind)}, by reason`}>
          <RefusedRows refusals={run.refusals} />
        </Section>
      )}
      {run.ledger && (
        <Section title="What the platform holds because of us" aside={itemsOf(run.sync.kind)}>
          <LedgerTable ledger={run.ledger} kind={run.sync.kind} />
        </Section>
      )}
      <Section title="What it cost">
        <CostFacts cost={run.cost} />
      </Section>
      {run.kind !== "dry_run" && (
        <Section title="Batches" aside={run.batches.length > 0 ? `${run.batches.length} in all` : undefined}>
          {run.batches.length === 0 ? (
            <p className="text-sm text-ink-3">
              {isOver(run.status) ? "There was nothing to send." : "Cut once the plan is made."}
            </p>
          ) : (
            <BatchesTable batches={run.batches} />
          )}
          {mayInspect && isOver(run.status) && run.batches.length > 0 && <PastPlan run={run} />}
        </Section>
      )}
    </>
  );
}
