"use client";

import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { purposeLabel } from "@/components/syncs/status-words";
import { Button, LinkButton } from "@/components/ui/button";
import { count } from "@/components/ui/numbers";
import { Facts, PageBody, PageHeader, Section } from "@/components/ui/page";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Empty, Loaded } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Ago, Time } from "@/components/ui/time";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { DestinationKindView } from "@/lib/core/views/destination";
import type { StandingApprovalView } from "@/lib/core/views/standing-approval";

/** What was decided in advance, and what went live inside of it. */
export function StandingScreen() {
  const standing = useApi<StandingApprovalView[]>("/standing-approvals");
  const names = useNames();
  const mayDecide = useMay("approver");
  const [withdrawing, setWithdrawing] = useState<StandingApprovalView | null>(null);
  const withdraw = useSend<string, void>({
    request: (reason) => ({
      path: `/standing-approvals/${withdrawing?.id}/withdraw`,
      body: { reason },
    }),
    refresh: ["/standing-approvals"],
    done: () => setWithdrawing(null),
    quiet: true,
  });
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/approvals", label: "Approvals" }]}
        title="Standing approvals"
        actions={
          mayDecide && (
            <LinkButton look="accent" href="/approvals/standing/new">
              Decide in advance
            </LinkButton>
          )
        }
      />
      <PageBody>
        <p className="mb-5 max-w-prose text-sm text-ink-2">
          What others ask for inside a standing approval goes live as soon as it is measured, if every check
          is well. What reads, sends or reaches anything it does not name waits for a person, as always.
        </p>
        <Loaded query={standing}>
          {(list) =>
            list.length === 0 ? (
              <Empty title="Nothing is decided in advance">
                Every request waits for a person. An approver can name what needs nobody’s look: which
                columns, which destinations, how many people.
              </Empty>
            ) : (
              list.map((one) => (
                <Standing
                  key={one.id}
                  standing={one}
                  names={names}
                  onWithdraw={mayDecide ? () => setWithdrawing(one) : undefined}
                />
              ))
            )
          }
        </Loaded>
      </PageBody>
      <ReasonDialog
        open={withdrawing !== null}
        onOpenChange={(open) => !open && setWithdrawing(null)}
        title={`Withdraw “${withdrawing?.name}”?`}
        description="Nothing goes live inside of it any more. What did stays approved."
        label="Why"
        action="Withdraw"
        busy={withdraw.isPending}
        error={withdraw.error}
        onSubmit={(reason) => withdraw.mutate(reason)}
      />
    </>
  );
}

const STATUS = {
  active: { tone: "good", label: "Holds" },
  expired: { tone: "paused", label: "Over" },
  withdrawn: { tone: "paused", label: "Withdrawn" },
} as const;

/** What the catalog and the destinations call what an envelope names. */
function useNames(): ReadonlyMap<string, string> {
  const entities = useApi<CatalogView>("/catalog").data?.entities ?? [];
  const kinds = useApi<DestinationKindView[]>("/destination-kinds").data ?? [];
  return new Map([
    ...kinds.flatMap(({ fields }) => fields.map(({ id, label }) => [id, label] as const)),
    ...entities.map(({ name, label }) => [name, label] as const),
    ...entities.flatMap(({ name, label, columns, traits = [] }) =>
      [...columns, ...traits].map((one) => [`${name}.${one.name}`, `${label}: ${one.label}`] as const),
    ),
  ]);
}

function Standing({
  standing,
  names,
  onWithdraw,
}: {
  standing: StandingApprovalView;
  names: ReadonlyMap<string, string>;
  onWithdraw?: () => void;
}) {
  const { envelope, destinations, createdBy, status } = standing;
  const list = new Intl.ListFormat("en");
  const { atLeast, atMost } = envelope.size;
  const called = (id: string) => names.get(id) ?? id;
  return (
    <Section title={standing.name} aside={<Status tone={STATUS[status].tone}>{STATUS[status].label}</Status>}>
      <Facts
        facts={[
          { term: "Audiences of", value: called(envelope.entity) },
          {
            term: "May go to",
            value: list.format(destinations.map(({ name }) => name)) || "nowhere any more",
          },
          { term: "As", value: list.format(envelope.uses.map(purposeLabel)) },
          { term: "Sending", value: list.format(envelope.fields.map(called)) },
          { term: "Reading", value: list.format(envelope.columns.map(called)) },
          { term: "Members", value: `${count(atLeast)} to ${count(atMost)}` },
          { term: "Until", value: <Time at={standing.expiresAt} /> },
          {
            term: "Decided by",
            value: (
              <>
                {createdBy.name} <Ago at={standing.createdAt} />: {standing.reason}
              </>
            ),
          },
          { term: "Went live inside", value: count(standing.used) },
        ]}
      />
      {status === "active" && onWithdraw && (
        <div className="mt-3">
          <Button size="sm" look="danger" onClick={onWithdraw}>
            Withdraw<span className="sr-only"> {standing.name}</span>
          </Button>
        </div>
      )}
    </Section>
  );
}
