"use client";

import Link from "next/link";
import { ApiError } from "@/components/api/client";
import { useApi } from "@/components/api/use-api";
import { PlanFacts } from "@/components/runs/plan-facts";
import { WaterfallChart } from "@/components/runs/waterfall-chart";
import { DecisionTable } from "@/components/syncs/decision-table";
import { RecordTable } from "@/components/syncs/records/record-table";
import { shareWords } from "@/components/syncs/share-words";
import { modeLabel, purposeLabel, removalLabel } from "@/components/syncs/status-words";
import { Disclosure } from "@/components/ui/disclosure";
import { count } from "@/components/ui/numbers";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";
import { ErrorNotice, Loaded, Notice, SkeletonRows } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Ago, Time } from "@/components/ui/time";
import type { RecordTerms } from "@/lib/core/record/types";
import type { ChangeSetView, ImpactView } from "@/lib/core/views/change-set";
import { ChangesList } from "./changes-list";
import { Checks } from "./checks";
import { Comments } from "./comments";
import { DecideActions } from "./decide-actions";
import { Sample } from "./sample";
import { SqlDiff } from "./sql-diff";
import { changeSetStatus } from "./status-words";
import { WordsDiff } from "./words-diff";

export function ApprovalScreen({ id }: { id: string }) {
  const changeSet = useApi<ChangeSetView>(`/change-sets/${id}`, {
    // What is decided in advance goes live a moment after it is measured, and others decide meanwhile.
    poll: (data) => (data?.status === "measuring" ? 1_000 : data?.status === "waiting" ? 5_000 : false),
  });
  const status = changeSet.data && changeSetStatus(changeSet.data.status);
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/approvals", label: "Approvals" }]}
        title={changeSet.data?.title ?? "Approval"}
        aside={
          status && (
            <span role="status">
              <Status tone={status.tone}>{status.label}</Status>
            </span>
          )
        }
        actions={changeSet.data && <DecideActions changeSet={changeSet.data} />}
      >
        {changeSet.data && <WhoAndWhat changeSet={changeSet.data} />}
      </PageHeader>
      <PageBody>
        <Loaded query={changeSet} skeleton={<SkeletonRows rows={8} />}>
          {(view) => <Review changeSet={view} />}
        </Loaded>
      </PageBody>
    </>
  );
}

function WhoAndWhat({ changeSet }: { changeSet: ChangeSetView }) {
  const { audience, sync } = changeSet;
  return (
    <p className="mt-1 text-sm text-ink-2">
      {changeSet.requestedBy.name} asked <Ago at={changeSet.requestedAt} />: version {audience.toVersion} of{" "}
      <Link href={`/audiences/${audience.id}`} className="underline">
        {audience.name}
      </Link>{" "}
      to {sync.destination} “{sync.object}” ({modeLabel(sync.mode)},{" "}
      {sync.record ? recordWords(sync.record) : purposeLabel(sync.use)})
      {changeSet.decidedBy && changeSet.decidedAt && (
        <>
          . Decided by {changeSet.decidedBy.name}
          {changeSet.standing && (
            <>
              {" "}
              in advance, by the standing approval{" "}
              <Link href="/approvals/standing" className="underline">
                {changeSet.standing.name}
              </Link>
              ,
            </>
          )}{" "}
          <Ago at={changeSet.decidedAt} />
        </>
      )}
      .
    </p>
  );
}

function recordWords({ removal }: RecordTerms): string {
  return removal === null ? "nothing is removed" : `of whoever leaves it ${removalLabel(removal)}`;
}

function Review({ changeSet }: { changeSet: ChangeSetView }) {
  const { audience, impact } = changeSet;
  const share = shareWords(changeSet.share, audience.name);
  // Whoever opens what was sent back looks for the reason first.
  const isSentBack = changeSet.status === "changes_requested";
  const comments = (
    <Section title="Comments">
      <Comments changeSet={changeSet} />
    </Section>
  );
  return (
    <>
      {isSentBack && comments}
      {changeSet.note && (
        <blockquote className="mb-5 max-w-2xl border-l-2 border-line-strong pl-3 text-sm whitespace-pre-wrap break-words">
          {changeSet.note}
          <footer className="text-xs text-ink-3">{changeSet.requestedBy.name}, asking for approval</footer>
        </blockquote>
      )}
      {changeSet.unreviewed && (
        <div className="mb-5">
          <Notice tone="warn" title="This was not reviewed.">
            Whoever asked for it approved it, since nobody else decides in this workspace.
          </Notice>
        </div>
      )}
      {changeSet.voidReason && (
        <div className="mb-5">
          <Notice tone="info" title="This request no longer holds.">
            {changeSet.voidReason}
          </Notice>
        </div>
      )}
      {changeSet.status === "waiting" && changeSet.mayNotDecideBecause && (
        <div className="mb-5">
          <Notice tone="info" title="Somebody else decides this.">
            {changeSet.mayNotDecideBecause}
          </Notice>
        </div>
      )}
      {changeSet.outside && (
        <div className="mb-5">
          <Notice
            tone="info"
            title={`It lies outside of the standing approval “${changeSet.outside.standing}”.`}
          >
            {changeSet.outside.because.join(" ")}
          </Notice>
        </div>
      )}
      {changeSet.failure && (
        <div className="mb-5">
          <ErrorNotice error={new ApiError(changeSet.failure, 200)} />
        </div>
      )}
      <Section
        title="In words"
        aside={
          audience.fromVersion === null
            ? "the first version"
            : `version ${audience.fromVersion}, as approved, against version ${audience.toVersion}`
        }
      >
        {changeSet.changes && <ChangesList changes={changeSet.changes} />}
        <div className={changeSet.changes ? "mt-4" : undefined}>
          <WordsDiff words={changeSet.words} />
        </div>
      </Section>
      {share && (
        <Section title="Who of it goes there">
          <p className="text-sm">{share}</p>
        </Section>
      )}
      <Section title="Who enters, who leaves">
        {impact ? (
          <Impact
            impact={impact}
            share={changeSet.share?.takes?.name ?? null}
            isRecord={changeSet.sync.record !== null}
          />
        ) : (
          <Measuring changeSet={changeSet} />
        )}
      </Section>
      {impact && (
        <Section title="Who is kept back">
          <WaterfallChart waterfall={impact.waterfall} kind={changeSet.sync.record ? "record" : "set"} />
        </Section>
      )}
      <Section title="What leaves the warehouse" aside={`to ${changeSet.sync.destination}`}>
        {changeSet.sync.record ? (
          <RecordTable
            terms={changeSet.sync.record}
            decisions={changeSet.decisions}
            entity={audience.entity}
          />
        ) : (
          <DecisionTable decisions={changeSet.decisions} />
        )}
      </Section>
      <Section title="Checks">
        <Checks checks={changeSet.checks} />
      </Section>
      {impact?.sample && (
        <Section title="Sample" aside="of the new version">
          <Sample id={changeSet.id} sample={impact.sample} />
        </Section>
      )}
      <Section title="SQL">
        <Disclosure summary="Show the SQL before and after">
          <SqlDiff before={changeSet.sqlBefore} after={changeSet.sqlAfter} />
        </Disclosure>
      </Section>
      {!isSentBack && comments}
      <p className="border-t border-line py-4 text-xs text-ink-3">
        What is approved is bound by this mark: <code className="font-mono break-all">{changeSet.hash}</code>.
        Change anything it binds, and the approval is void.
      </p>
    </>
  );
}

function Impact({
  impact,
  share,
  isRecord,
}: {
  impact: ImpactView;
  share: string | null;
  isRecord: boolean;
}) {
  const { before, after } = impact.members;
  return (
    <>
      <p className="mb-4 text-sm">
        {share === null ? "The audience has" : `Its share ${share} has`}{" "}
        <b className="font-semibold">{count(after)}</b> members
        {before !== null && <> (the version before has {count(before)} now)</>}.
        <span className="block text-xs text-ink-3">
          exact, as of <Time at={impact.asOf} />, measured <Time at={impact.measuredAt} />
        </span>
      </p>
      <PlanFacts plan={impact.plan} kind={isRecord ? "record" : "set"} />
      {impact.usual && (
        <p className="mt-3 max-w-prose text-sm text-ink-2">
          In the {impact.usual.days} days before, up to {count(impact.usual.enter)} people entered and{" "}
          {count(impact.usual.leave)} left in a day as time went by; the guard of churn allows for that.
        </p>
      )}
    </>
  );
}

function Measuring({ changeSet }: { changeSet: ChangeSetView }) {
  if (changeSet.status !== "measuring") return <p className="text-sm text-ink-3">It was not measured.</p>;
  return (
    <div role="status" className="max-w-md">
      <p className="mb-2 text-sm text-ink-2">
        Measuring: reading the warehouse and planning, without sending anything…
      </p>
      <Progress label="Measuring" value={null} max={1} />
    </div>
  );
}
