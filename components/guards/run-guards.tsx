"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { PlanFacts } from "@/components/runs/plan-facts";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/page";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Notice } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Ago } from "@/components/ui/time";
import type { FindingView, PassView } from "@/lib/core/views/guard";
import type { RunView } from "@/lib/core/views/run";
import { PassDecision } from "./pass-decision";

/** What guards found of a run, what it would have sent, and how it may go on. */
export function RunGuards({ run }: { run: RunView }) {
  const { findings, withheld, pass } = run.guards;
  if (findings.length === 0) return null;
  const blocks = findings.some(({ action }) => action === "block");
  const isPassed = pass?.status === "approved" && run.status !== "blocked";
  return (
    <>
      <Section title="Guards" aside={blocks && run.status === "blocked" ? "nobody was added" : undefined}>
        <ul className="flex flex-col">
          {findings.map((finding) => (
            <FindingRow key={finding.message} finding={finding} isPassed={isPassed} />
          ))}
        </ul>
        {blocks && run.status === "blocked" && <PassState run={run} pass={pass} />}
        {isPassed && <PassedBy pass={pass} word={wordOf(run)} />}
      </Section>
      {withheld && (
        <Section title="What it would have sent">
          <PlanFacts plan={withheld} kind={run.sync.kind} />
        </Section>
      )}
    </>
  );
}

const wordOf = ({ kind }: RunView) => (kind === "undo" ? "undo" : "run");

/** `isPassed`: somebody let through what would have blocked. */
function FindingRow({ finding, isPassed }: { finding: FindingView; isPassed: boolean }) {
  const blocks = finding.action === "block";
  const word = blocks ? (isPassed ? "Let pass" : "Blocks") : "Warns";
  return (
    <li className="hairline flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2.5">
      <span className="w-24 shrink-0">
        <Status tone={blocks && !isPassed ? "bad" : "warn"}>{word}</Status>
      </span>
      <span className="min-w-56 flex-1">
        <span className="text-sm font-medium">{finding.label}: </span>
        <span className="text-sm">{finding.message}</span>
        {!isPassed && <span className="block text-xs text-ink-3">{finding.fix}</span>}
      </span>
    </li>
  );
}

function PassedBy({ pass, word }: { pass: PassView; word: string }) {
  return (
    <div className="mt-4">
      <Notice
        tone="info"
        title={`${pass.decidedBy ?? "Someone"} let this ${word} pass: “${pass.decisionReason ?? ""}”`}
      >
        {pass.requestedBy.name} asked: “{pass.reason}”
      </Notice>
    </div>
  );
}

function PassState({ run, pass }: { run: RunView; pass: PassView | null }) {
  if (pass?.status === "waiting") {
    return (
      <div className="mt-4">
        <Notice
          tone="info"
          title={`${pass.requestedBy.name} asks to let this ${wordOf(run)} pass: “${pass.reason}”`}
        >
          Asked <Ago at={pass.requestedAt} />.
        </Notice>
        <div className="mt-3">
          <PassDecision pass={pass} word={wordOf(run)} />
        </div>
      </div>
    );
  }
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      {pass?.status === "refused" && (
        <Notice
          tone="warn"
          title={`${pass.decidedBy} did not let this ${wordOf(run)} pass: “${pass.decisionReason}”`}
        />
      )}
      <AskToPass run={run} isAccent={pass?.status !== "refused"} />
    </div>
  );
}

function AskToPass({ run, isAccent }: { run: RunView; isAccent: boolean }) {
  const [asking, setAsking] = useState(false);
  const mayAsk = useMay("marketer");
  const ask = useSend<string, PassView>({
    request: (reason) => ({ path: `/runs/${run.id}/pass`, body: { reason } }),
    refresh: ["/runs", "/passes", "/session"],
    quiet: true,
    done: () => {
      setAsking(false);
      toast.success("Asked. Someone else of the data team decides.");
    },
  });
  if (!mayAsk) {
    return <p className="text-sm text-ink-3">Someone who sets up syncs can ask to let it pass.</p>;
  }
  return (
    <>
      <Button look={isAccent ? "accent" : "plain"} onClick={() => setAsking(true)}>
        Ask to let this {wordOf(run)} pass
      </Button>
      <ReasonDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Let this ${wordOf(run)} pass`}
        description="An approver or admin other than you decides. It goes on with what the guards found, and no further."
        label="Why this is right"
        action="Ask"
        busy={ask.isPending}
        error={ask.error}
        onSubmit={(reason) => ask.mutate(reason)}
      />
    </>
  );
}
