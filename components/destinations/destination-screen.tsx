"use client";

import { parseAsBoolean, useQueryState } from "nuqs";
import { useEffect, useRef, useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Facts, PageBody, PageHeader, Section } from "@/components/ui/page";
import { ErrorNotice, Loaded, Notice } from "@/components/ui/states";
import { Status, Tag } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { DestinationView } from "@/lib/core/views/destination";
import { KindNotes } from "./connect-screen";
import { EditDestinationDialog } from "./edit-destination-dialog";
import { LimitsSection } from "./limits-section";
import { PolicyEditor } from "./policy/policy-editor";
import { StatusSection } from "./status-section";
import { destinationStatus } from "./status-words";

export function DestinationScreen({ id }: { id: string }) {
  const mayAdmin = useMay("admin");
  const destination = useApi<DestinationView>(`/destinations/${id}`);
  const catalog = useApi<CatalogView>("/catalog");
  const status = destination.data && destinationStatus(destination.data.status);
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/destinations", label: "Destinations" }]}
        title={destination.data?.name ?? "Destination"}
        aside={
          status && (
            <span className="flex items-center gap-3">
              <Status tone={status.tone}>{status.label}</Status>
              {destination.data?.simulated && <Tag tone="warn">simulator</Tag>}
            </span>
          )
        }
      />
      <PageBody>
        <Loaded query={destination}>
          {(view) => (
            <>
              <StatusSection destination={view} />
              <Connection destination={view} mayTest={mayAdmin} />
              <LimitsSection destination={view} mayEdit={mayAdmin} />
              <Section
                title="Policy"
                aside={
                  view.policy ? (
                    <>
                      version {view.policy.version}, set by {view.policy.setBy}{" "}
                      <Time at={view.policy.setAt} />: “{view.policy.reason}”
                    </>
                  ) : (
                    "none yet: nothing may leave"
                  )
                }
              >
                <Loaded query={catalog}>
                  {(catalogView) => (
                    <PolicyEditor
                      key={view.policy?.version ?? 0}
                      destination={view}
                      catalogView={catalogView}
                      readOnly={!mayAdmin}
                    />
                  )}
                </Loaded>
              </Section>
              {view.definition.notes.length > 0 && (
                <Section title="Good to know">
                  <div className="max-w-3xl">
                    <KindNotes kind={view.definition} />
                  </div>
                </Section>
              )}
            </>
          )}
        </Loaded>
      </PageBody>
    </>
  );
}

function Connection({ destination, mayTest }: { destination: DestinationView; mayTest: boolean }) {
  const [testNow, setTestNow] = useQueryState("test", parseAsBoolean.withDefault(false));
  const [editing, setEditing] = useState(false);
  const started = useRef(false);
  const test = useSend<void, { account: string; name: string }>({
    request: () => ({ path: `/destinations/${destination.id}/test`, body: {} }),
    refresh: ["/destinations"],
    quiet: true,
  });
  const { mutate } = test;
  useEffect(() => {
    if (!testNow || started.current) return;
    started.current = true;
    mutate();
    void setTestNow(null);
  }, [testNow, mutate, setTestNow]);
  const settings = destination.definition.settings.flatMap(({ id, label, choices }) => {
    const value = destination.settings[id];
    if (!value) return [];
    return { term: label, value: choices?.find((choice) => choice.value === value)?.label ?? value };
  });
  return (
    <Section title="Connection">
      <Facts
        facts={[
          { term: "Platform", value: destination.kindLabel },
          ...settings,
          { term: "Spoken to at", value: destination.endpoint },
        ]}
      />
      <div className="mt-4 flex max-w-3xl flex-col items-start gap-3" aria-live="polite">
        {test.error ? (
          <ErrorNotice error={test.error} />
        ) : (
          destination.problem && <Notice tone="bad" title={destination.problem} />
        )}
        {test.data && (
          <p className="text-sm text-good">
            It works: account {test.data.account}, “{test.data.name}”.
          </p>
        )}
        {mayTest && (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" busy={test.isPending} onClick={() => test.mutate()}>
              Test the connection
            </Button>
            <Button size="sm" onClick={() => setEditing(true)}>
              Edit connection
            </Button>
            <EditDestinationDialog
              destination={destination}
              open={editing}
              onOpenChange={setEditing}
              onSaved={() => test.mutate()}
            />
          </div>
        )}
      </div>
    </Section>
  );
}
