"use client";

import Link from "next/link";
import { useState } from "react";
import { OpenAlerts } from "@/components/alerts/open-alerts";
import { SyncAlerts } from "@/components/alerts/sync-alerts";
import { useApi } from "@/components/api/use-api";
import { MonthSection } from "@/components/cost/month-section";
import { GuardsInForce } from "@/components/guards/guards-in-force";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Facts, PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded, Notice } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { RecordRemoval } from "@/lib/core/ports/destination";
import type { RunRow } from "@/lib/core/views/run";
import type { SyncView } from "@/lib/core/views/sync";
import { AboutSection } from "./about-section";
import { DecisionTable } from "./decision-table";
import { LedgerTable } from "./ledger-counts";
import { ObjectGone } from "./object-gone";
import { RecordEditor } from "./records/record-editor";
import { RecordTable } from "./records/record-table";
import { RunsTable } from "./runs-table";
import { shareWords } from "./share-words";
import { itemsOf, modeLabel, purposeLabel, removalLabel, syncStatus } from "./status-words";
import { StoppedNotices } from "./stopped-notices";
import { SyncActions } from "./sync-actions";
import { SyncEditor } from "./sync-editor";
import { TimingSection } from "./timing-section";

export function SyncScreen({ id }: { id: string }) {
  const mayEdit = useMay("marketer");
  const sync = useApi<SyncView>(`/syncs/${id}`, {
    poll: (data) => (data?.activeRun ? 2_000 : data?.timing.nextRunAt ? 30_000 : false),
  });
  const status = sync.data && syncStatus(sync.data.status);
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/syncs", label: "Syncs" }]}
        title={sync.data?.name ?? "Sync"}
        aside={status && <Status tone={status.tone}>{status.label}</Status>}
        actions={sync.data && mayEdit && <SyncActions sync={sync.data} />}
      />
      <PageBody>
        <Loaded query={sync}>{(view) => <SyncDetails sync={view} mayEdit={mayEdit} />}</Loaded>
      </PageBody>
    </>
  );
}

function SyncDetails({ sync, mayEdit }: { sync: SyncView; mayEdit: boolean }) {
  const [editing, setEditing] = useState(false);
  const ledger = sync.objectGoneAt ? null : sync.ledger;
  const countedAt = newestEnd([sync.lastRun, sync.lastRemovals]);
  const share = shareWords(sync.share, sync.audience.name);
  return (
    <>
      {sync.objectGoneAt && <ObjectGone sync={sync} since={sync.objectGoneAt} />}
      <StoppedNotices sync={sync} />
      {sync.voidReason && !sync.objectGoneAt && (
        <div className="mb-5">
          <Notice tone="warn" title={sync.voidReason}>
            Nothing is added until it is approved again; withdrawn consent is still carried out.
          </Notice>
        </div>
      )}
      {sync.ending && (
        <div className="mb-5">
          <Notice tone="warn" title="This sync is being emptied, and then ends.">
            {sync.activeRun
              ? "Cancel the run to keep it."
              : "The run did not take everyone out. Empty it again to go on."}
          </Notice>
        </div>
      )}
      <OpenAlerts of={`?syncId=${sync.id}`} told={sync.stopped ? ["failed", "blocked"] : []} />
      <TimingSection sync={sync} mayEdit={mayEdit} />
      <Section title="What goes where">
        <Facts
          facts={[
            {
              term: "Audience",
              value: (
                <Link href={`/audiences/${sync.audience.id}`} className="hover:underline">
                  {sync.audience.name}
                </Link>
              ),
            },
            {
              term: "Approved version",
              value: sync.audienceVersion === null ? "none yet" : `version ${sync.audienceVersion}`,
            },
            {
              term: "Destination",
              value: (
                <Link href={`/destinations/${sync.destination.id}`} className="hover:underline">
                  {sync.destination.name}
                </Link>
              ),
            },
            {
              term: sync.record ? "Records there" : "Audience there",
              value: sync.object?.name ?? "not created yet",
            },
            ...(share ? [{ term: "Who of it", value: share }] : []),
            ...(sync.scope ? [{ term: "Only within the row scope", value: sync.scope }] : []),
            { term: "Mode", value: modeLabel(sync.mode) },
            ...(sync.record
              ? removalFact(sync.record.removal)
              : [{ term: "Use", value: purposeLabel(sync.use) }]),
          ]}
        />
      </Section>
      <Section
        title="What the platform holds because of us"
        aside={
          ledger &&
          countedAt && (
            <>
              {itemsOf(sync.kind)}, after the run of <Time at={countedAt} />
            </>
          )
        }
      >
        {ledger ? (
          <LedgerTable ledger={ledger} kind={sync.kind} />
        ) : (
          <p className="text-sm text-ink-3">{nothingHeld(sync)}</p>
        )}
      </Section>
      <Section title="Fields" aside={`version ${sync.version} of the sync`}>
        {editing ? (
          <Editor sync={sync} onDone={() => setEditing(false)} />
        ) : (
          <>
            {sync.record ? (
              <RecordTable terms={sync.record} decisions={sync.decisions} entity={sync.entity} />
            ) : (
              <DecisionTable decisions={sync.decisions} />
            )}
            {mayEdit && (
              <Button size="sm" className="mt-3" onClick={() => setEditing(true)}>
                {sync.record ? "Edit fields, mode and guards" : "Edit mapping, mode and guards"}
              </Button>
            )}
          </>
        )}
      </Section>
      <GuardsInForce lines={sync.guardLines} />
      <SyncAlerts syncId={sync.id} mayEdit={mayEdit} />
      <AboutSection sync={sync} mayEdit={mayEdit} />
      <MonthSection month={sync.month} path={`/syncs/${sync.id}/budget`} />
      <Section title="Runs">
        {sync.runs.length === 0 ? (
          <Empty title="No runs yet">{firstRunWords(sync)}</Empty>
        ) : (
          <RunsTable runs={sync.runs} />
        )}
      </Section>
    </>
  );
}

function Editor({ sync, onDone }: { sync: SyncView; onDone: () => void }) {
  if (sync.record) return <RecordEditor sync={sync} terms={sync.record} onDone={onDone} />;
  return <SyncEditor sync={sync} onDone={onDone} />;
}

/** Of the run that counted the ledger last. */
function newestEnd(runs: readonly (RunRow | null)[]): string | null {
  const ends = runs.flatMap((run) => run?.finishedAt ?? []).sort();
  return ends.at(-1) ?? null;
}

function removalFact(removal: RecordRemoval | null) {
  return removal === null ? [] : [{ term: "Who leaves the audience", value: removalLabel(removal) }];
}

function nothingHeld({ objectGoneAt, runs }: SyncView): string {
  if (objectGoneAt) return "Nothing any more: it went with the audience that was deleted there.";
  return runs.length === 0 ? "Nothing: it has not run yet." : "Nothing: no run has sent anyone to it yet.";
}

/** A first run of records need not write all of them; who starts it has to know that before. */
function firstRunWords({ status, kind }: SyncView): string {
  if (status !== "live") return "It runs once it is approved.";
  if (kind === "set") return "It is approved: run it now.";
  return "It is approved: run it now, or begin with one record or a hundred, in the menu beside “Run now”.";
}
