"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { LinkButton } from "@/components/ui/button";
import { Choice, Field, Select } from "@/components/ui/field";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded, SkeletonRows } from "@/components/ui/states";
import { shareNames } from "@/lib/core/audience/splits";
import type { Catalog } from "@/lib/core/catalog/types";
import { guardedSync } from "@/lib/core/guards/in-force";
import type { Mapping, SyncMode, SyncUse } from "@/lib/core/membership/types";
import type { SyncKind } from "@/lib/core/ports/destination";
import type { AudienceView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { DestinationRow, DestinationView } from "@/lib/core/views/destination";
import { allowedOnly, defaultMapping } from "./default-mapping";
import { MappingEditor } from "./mapping-editor";
import { ModeAndUse } from "./mode-and-use";
import { type ChosenObject, ObjectChooser } from "./object-chooser";
import { RecordSetup } from "./records/record-setup";
import { NoPolicyNotice, SetupEndFields } from "./setup-parts";
import { ShareChoice } from "./share-choice";
import { useDecisions } from "./use-decisions";
import { setupEndOf, useSetupEnd } from "./use-setup-end";

export function SyncSetupScreen({ audienceId }: { audienceId: string }) {
  const audience = useApi<AudienceView>(`/audiences/${audienceId}`);
  const catalog = useApi<CatalogView>("/catalog");
  const destinations = useApi<DestinationRow[]>("/destinations");
  const name = audience.data?.name ?? "…";
  return (
    <>
      <PageHeader
        crumbs={[
          { href: "/audiences", label: "Audiences" },
          { href: `/audiences/${audienceId}`, label: name },
        ]}
        title="Set up sync"
      />
      <PageBody className="max-w-5xl">
        <Loaded query={audience}>
          {(view) => (
            <Loaded query={catalog}>
              {(catalogView) => (
                <Loaded query={destinations}>
                  {(rows) => (
                    <ChooseDestination audience={view} catalog={catalogOf(catalogView)} destinations={rows} />
                  )}
                </Loaded>
              )}
            </Loaded>
          )}
        </Loaded>
      </PageBody>
    </>
  );
}

function ChooseDestination({
  audience,
  catalog,
  destinations,
}: {
  audience: AudienceView;
  catalog: Catalog;
  destinations: DestinationRow[];
}) {
  const [chosen, setChosen] = useState(destinations.length === 1 ? destinations[0]!.id : "");
  const destination = useApi<DestinationView>(`/destinations/${chosen}`, { enabled: chosen !== "" });
  if (destinations.length === 0) {
    return (
      <Empty
        title="No destination is connected"
        action={<LinkButton href="/destinations">See destinations</LinkButton>}
      >
        An admin connects a platform account first; then audiences can be sent there.
      </Empty>
    );
  }
  return (
    <>
      <Section title="Where it goes">
        <Field label="Destination" className="max-w-sm">
          {(aria) => (
            <Select
              {...aria}
              value={chosen}
              onChange={({ target }) => setChosen(target.value)}
              options={[
                { value: "", label: "Choose…", disabled: true },
                ...destinations.map(({ id, name, kindLabel }) => ({
                  value: id,
                  label: `${name} · ${kindLabel}`,
                })),
              ]}
            />
          )}
        </Field>
      </Section>
      {chosen !== "" && (
        <Loaded query={destination} skeleton={<SkeletonRows rows={4} />}>
          {(view) => <ChooseKind key={view.id} audience={audience} catalog={catalog} destination={view} />}
        </Loaded>
      )}
    </>
  );
}

/** Some platforms take lists of people and records, and these are set up differently. */
function ChooseKind(props: { audience: AudienceView; catalog: Catalog; destination: DestinationView }) {
  const { audience, catalog, destination } = props;
  const { kinds, label } = destination.definition;
  const [kind, setKind] = useState<SyncKind>(kinds[0] ?? "set");
  return (
    <>
      {kinds.length > 1 && (
        <Section title="What it does">
          <Choice
            legend={`At ${label}`}
            value={kind}
            onChange={setKind}
            options={[
              { value: "set", label: "Fill a list", help: "People are added to and taken off a list." },
              {
                value: "record",
                label: "Write records",
                help: "Fields of contacts or other records are kept up to date.",
              },
            ]}
          />
        </Section>
      )}
      {kind === "set" ? (
        <SetupForm {...props} />
      ) : (
        <RecordSetup
          source={{ audienceId: audience.id }}
          called={audience.name}
          entity={audience.entity}
          splits={audience.draft.tree.splits}
          catalog={catalog}
          destination={destination}
        />
      )}
    </>
  );
}

function SetupForm({
  audience,
  catalog,
  destination,
}: {
  audience: AudienceView;
  catalog: Catalog;
  destination: DestinationView;
}) {
  const router = useRouter();
  const { definition } = destination;
  const [object, setObject] = useState<ChosenObject>({ create: audience.name });
  const [mode, setMode] = useState<SyncMode>("mirror");
  const [use, setUse] = useState<SyncUse>("target");
  const [split, setSplit] = useState<string | null>(shareNames(audience.draft.tree.splits)[0] ?? null);
  const [mapping, setMapping] = useState<Mapping>(() => defaultMapping(definition, catalog, audience.entity));
  const [end, setEnd] = useSetupEnd(`${audience.name} to ${destination.name}`);
  const decisions = useDecisions(audience.id, destination.id, mapping);
  const create = useSend<void, { id: string }>({
    request: () => ({
      path: "/syncs",
      body: {
        audienceId: audience.id,
        destinationId: destination.id,
        object,
        mapping: allowedOnly(mapping, decisions.data),
        mode,
        use,
        split,
        ...setupEndOf(end),
      },
    }),
    refresh: ["/syncs", "/audiences"],
    quiet: true,
    done: ({ id }) => router.push(`/syncs/${id}`),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <NoPolicyNotice destination={destination} />
      <Section title="What it fills">
        <ObjectChooser destinationId={destination.id} value={object} onChange={setObject} />
      </Section>
      {audience.draft.tree.splits && (
        <Section title="Who goes there">
          <ShareChoice splits={audience.draft.tree.splits} split={split} onChange={setSplit} />
        </Section>
      )}
      <Section title="How">
        <ModeAndUse mode={mode} use={use} onMode={setMode} onUse={setUse} />
      </Section>
      <Section title="Fields" aside="decided by the destination's policy; what is blocked is left out">
        <MappingEditor
          decisions={decisions}
          kind={definition}
          catalog={catalog}
          entity={audience.entity}
          mapping={mapping}
          onChange={setMapping}
        />
      </Section>
      <SetupEndFields
        of={guardedSync("set", use, null)}
        end={end}
        error={create.error}
        busy={create.isPending}
        onChange={setEnd}
      />
    </form>
  );
}
