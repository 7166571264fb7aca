"use client";

import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Select } from "@/components/ui/field";
import { count } from "@/components/ui/numbers";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { PlanRowsView, ReplayView, RunView } from "@/lib/core/views/run";
import { useIdentifierLabels } from "./use-identifier-labels";

/** For admins: the rows of a plan as they were sent, and the plan once more into a simulator. */
export function PastPlan({ run }: { run: RunView }) {
  const [looking, setLooking] = useState(false);
  const plans = plansOf(run);
  const [chosen, choose] = useState(plans[0]!.value);
  const earlierPlan = chosen === LAST ? undefined : Number(chosen);
  const replay = useSend<void, ReplayView>({
    request: () => ({ path: `/runs/${run.id}/replay`, body: { earlierPlan } }),
    refresh: ["/activity"],
    quiet: true,
  });
  return (
    <div className="mt-4 flex flex-col gap-3">
      {plans.some(({ value }) => value !== LAST) && (
        <Field
          label="Plan"
          className="max-w-md"
          help="This run was stopped on its way and planned anew. Of a plan before its last, only what was sent is here."
        >
          {(aria) => (
            <Select
              {...aria}
              value={chosen}
              options={plans}
              onChange={({ target }) => {
                choose(target.value);
                replay.reset();
              }}
            />
          )}
        </Field>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => setLooking(true)}>
          See the rows of a batch
        </Button>
        <Button size="sm" busy={replay.isPending} onClick={() => replay.mutate()}>
          Replay into a simulator
        </Button>
      </div>
      <p className="text-xs text-ink-3">
        Both are noted in the activity. A replay goes to a simulator on this server, never to the account.
      </p>
      {replay.error && <ErrorNotice error={replay.error} />}
      {replay.data && (
        <Notice tone="info" title={`The simulator took ${count(replay.data.received)} rows.`}>
          {count(replay.data.batches)} {replay.data.batches === 1 ? "batch" : "batches"}, byte for byte as
          planned; {count(replay.data.refused)} refused.
        </Notice>
      )}
      <Dialog
        open={looking}
        onOpenChange={setLooking}
        title="Rows of a batch"
        description="Identifiers as they were sent."
        className="w-[min(44rem,calc(100vw-2rem))]"
      >
        <Rows key={chosen} run={run} earlierPlan={earlierPlan} />
      </Dialog>
    </div>
  );
}

const LAST = "last";

/** Those something was sent of, and the last one, where that has anything. */
function plansOf({ batches }: RunView): { value: string; label: string }[] {
  const earlier = new Set(batches.flatMap((batch) => batch.earlierPlan ?? []));
  const isAnyLast = batches.some((batch) => batch.earlierPlan === null);
  return [
    ...(isAnyLast ? [{ value: LAST, label: "The last one" }] : []),
    ...[...earlier].sort((a, b) => b - a).map((plan) => ({ value: String(plan), label: `Plan ${plan}` })),
  ];
}

function Rows({ run, earlierPlan }: { run: RunView; earlierPlan: number | undefined }) {
  const labelOf = useIdentifierLabels();
  const planned = run.batches.filter((batch) => batch.earlierPlan === (earlierPlan ?? null));
  const [batch, setBatch] = useState(String(planned[0]?.number ?? 1));
  const rows = useSend<number, PlanRowsView>({
    request: (offset) => ({
      path: `/runs/${run.id}/rows`,
      body: { batch: Number(batch), earlierPlan, offset },
    }),
    quiet: true,
  });
  const shown = rows.data;
  const last = shown?.rows.length ?? 0;
  const first = shown ? (rows.variables ?? 0) : 0;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Batch" className="w-64">
          {(aria) => (
            <Select
              {...aria}
              value={batch}
              options={planned.map(({ number, operation, identifier, rows: size }) => ({
                value: String(number),
                label: `${number}: ${operation} ${labelOf(identifier)}, ${count(size)} rows`,
              }))}
              onChange={({ target }) => setBatch(target.value)}
            />
          )}
        </Field>
        <Button busy={rows.isPending} onClick={() => rows.mutate(0)}>
          Show
        </Button>
      </div>
      {rows.error && <ErrorNotice error={rows.error} />}
      {shown && (
        <>
          <table aria-label={`Rows of batch ${shown.batch}`} className="w-full text-left text-xs">
            <thead>
              <tr className="hairline text-ink-3">
                <th scope="col" className="w-16 py-1 pr-4 text-right font-medium">
                  Row
                </th>
                <th scope="col" className="py-1 font-medium">
                  {shown.identifier}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.rows.map(({ number, value }) => (
                <tr key={number} className="hairline">
                  <td className="py-1 pr-4 text-right">{number}</td>
                  <td className="py-1 font-mono break-all">
                    {value ?? "not shown: records hold plain values"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {first + last < shown.total && (
            <Button size="sm" className="self-start" onClick={() => rows.mutate(first + last)}>
              Next rows
            </Button>
          )}
        </>
      )}
    </div>
  );
}
