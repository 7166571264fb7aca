"use client";

import { useState } from "react";
import { useApi } from "@/components/api/use-api";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { LinkButton } from "@/components/ui/button";
import { Field, Select } from "@/components/ui/field";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded, SkeletonRows } from "@/components/ui/states";
import type { Catalog } from "@/lib/core/catalog/types";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { DestinationKindView, DestinationRow, DestinationView } from "@/lib/core/views/destination";
import { RecordSetup } from "./record-setup";

/** Everyone of a table, a view or a query of the catalog as records, without an audience of one's own. */
export function ModelSetupScreen() {
  const catalog = useApi<CatalogView>("/catalog");
  const destinations = useApi<DestinationRow[]>("/destinations");
  const kinds = useApi<DestinationKindView[]>("/destination-kinds");
  return (
    <>
      <PageHeader crumbs={[{ href: "/syncs", label: "Syncs" }]} title="Sync a model" />
      <PageBody className="max-w-5xl">
        <Loaded query={catalog}>
          {(catalogView) => (
            <Loaded query={destinations}>
              {(rows) => (
                <Loaded query={kinds}>
                  {(known) => (
                    <Choose
                      catalog={catalogOf(catalogView)}
                      destinations={rows.filter(takesRecords(known))}
                    />
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

const takesRecords = (kinds: readonly DestinationKindView[]) => (row: DestinationRow) =>
  kinds.some(({ id, kinds: takes }) => id === row.kind && takes.includes("record"));

function Choose({ catalog, destinations }: { catalog: Catalog; destinations: readonly DestinationRow[] }) {
  const models = Object.values(catalog.entities).filter(({ key }) => key.length === 1);
  const [entity, setEntity] = useState("");
  const [chosen, setChosen] = useState(destinations.length === 1 ? destinations[0]!.id : "");
  const destination = useApi<DestinationView>(`/destinations/${chosen}`, { enabled: chosen !== "" });
  if (destinations.length === 0) {
    return (
      <Empty
        title="No destination takes records"
        action={<LinkButton href="/destinations">See destinations</LinkButton>}
      >
        A model goes to records, of HubSpot for example, or to a webhook. An admin connects the account first.
      </Empty>
    );
  }
  const choose = { value: "", label: "Choose…", disabled: true };
  return (
    <>
      <Section title="From where to where">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Model" help="Everyone of it goes, within what the destination's policy allows.">
            {(aria) => (
              <Select
                {...aria}
                value={entity}
                options={[choose, ...models.map(({ name, label }) => ({ value: name, label }))]}
                onChange={({ target }) => setEntity(target.value)}
              />
            )}
          </Field>
          <Field label="Destination">
            {(aria) => (
              <Select
                {...aria}
                value={chosen}
                options={[
                  choose,
                  ...destinations.map(({ id, name, kindLabel }) => ({
                    value: id,
                    label: `${name} · ${kindLabel}`,
                  })),
                ]}
                onChange={({ target }) => setChosen(target.value)}
              />
            )}
          </Field>
        </div>
      </Section>
      {chosen !== "" && entity !== "" && (
        <Loaded query={destination} skeleton={<SkeletonRows rows={4} />}>
          {(view) => (
            <RecordSetup
              key={`${view.id} ${entity}`}
              source={{ entity }}
              called={catalog.entities[entity]?.label ?? entity}
              entity={entity}
              catalog={catalog}
              destination={view}
            />
          )}
        </Loaded>
      )}
    </>
  );
}
