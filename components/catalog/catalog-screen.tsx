"use client";

import { Lock } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useApi } from "@/components/api/use-api";
import { tagLabel } from "@/components/destinations/policy/fields-table";
import { FirstSteps } from "@/components/first-steps/first-steps";
import { useMay } from "@/components/shell/use-session";
import { LinkButton } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Facts, PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import type { CatalogColumnView, CatalogEntityView, CatalogView } from "@/lib/core/views/catalog";
import type { FirstStepsView } from "@/lib/core/views/session";
import { CatalogTabs } from "./catalog-tabs";
import { columnsInReadingOrder, inReadingOrder } from "./reading-order";

export function CatalogScreen() {
  const steps = useApi<FirstStepsView>("/first-steps");
  const isAdmin = useMay("admin");
  const isThere = steps.data?.catalog ?? false;
  const catalog = useApi<CatalogView>("/catalog", { enabled: isThere });
  return (
    <>
      <PageHeader
        title="Catalog"
        actions={
          isAdmin && (
            <>
              <LinkButton href="/catalog/warehouses">Warehouses</LinkButton>
              {isThere && <LinkButton href="/catalog/import">Import a new version</LinkButton>}
            </>
          )
        }
        aside={
          catalog.data && (
            <span className="text-xs text-ink-3">
              {catalog.data.name} · {catalog.data.warehouse} · zone {catalog.data.zone} · version{" "}
              {catalog.data.version}
            </span>
          )
        }
      >
        <CatalogTabs />
      </PageHeader>
      <PageBody>
        <Loaded query={steps}>
          {(done) =>
            done.catalog ? (
              <Loaded query={catalog}>
                {(view) => <Entities entities={inReadingOrder(view.entities)} />}
              </Loaded>
            ) : (
              <>
                <FirstSteps />
                <Empty title="There is no catalog yet">
                  The data team writes one YAML file that names your tables, their columns and what is
                  personal in them.
                </Empty>
              </>
            )
          }
        </Loaded>
      </PageBody>
    </>
  );
}

function Entities({ entities }: { entities: CatalogEntityView[] }) {
  const [name, setName] = useQueryState("entity", parseAsString.withDefault(entities[0]!.name));
  const chosen = entities.find((entity) => entity.name === name) ?? entities[0]!;
  return (
    <div className="flex flex-col gap-6 md:flex-row">
      <nav aria-label="Entities" className="shrink-0 md:w-44">
        <ul className="flex flex-wrap gap-1 md:flex-col">
          {entities.map((entity) => (
            <li key={entity.name}>
              <button
                type="button"
                aria-current={entity === chosen ? "true" : undefined}
                onClick={() => setName(entity.name)}
                className={classNames(
                  "w-full rounded-md px-2 py-1.5 text-left text-sm text-ink-2 transition-quick hover:bg-hover hover:text-ink",
                  entity === chosen && "bg-pressed font-medium text-ink",
                )}
              >
                {entity.label}
                <span className="ml-1.5 text-xs text-ink-2">{entity.columns.length}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 flex-1">
        <Entity entity={chosen} entities={entities} onOpen={setName} />
      </div>
    </div>
  );
}

function Entity({
  entity,
  entities,
  onOpen,
}: {
  entity: CatalogEntityView;
  entities: CatalogEntityView[];
  onOpen: (name: string) => void;
}) {
  const labelOf = (name: string) => entities.find((other) => other.name === name)?.label ?? name;
  return (
    <>
      <Section title={entity.label}>
        <Facts
          facts={[
            { term: "Read from", value: <code className="font-mono text-xs">{entity.source}</code> },
            { term: "Key", value: entity.key.join(", ") || "none" },
            { term: "Happens at", value: entity.timeColumn ?? "no time column" },
            {
              term: "Audiences of it",
              value: entity.segmentable ? "can be built" : "no: it has no single key",
            },
          ]}
        />
      </Section>
      <Section title="Columns">
        <Table
          label={`Columns of ${entity.label}`}
          columns={COLUMNS}
          rows={columnsInReadingOrder(entity)}
          rowKey={(column) => column.name}
        />
      </Section>
      <Section title="Relations">
        {entity.relations.length === 0 ? (
          <p className="text-sm text-ink-3">It leads nowhere.</p>
        ) : (
          <ul>
            {entity.relations.map((relation) => (
              <li key={relation.name} className="hairline py-2 text-sm">
                <span className="font-medium">{relation.label}</span>
                <span className="text-ink-2">
                  : {relation.cardinality === "many" ? "many" : "one"} of{" "}
                  <button type="button" className="underline" onClick={() => onOpen(relation.to)}>
                    {labelOf(relation.to)}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

const COLUMNS: readonly TableColumn<CatalogColumnView>[] = [
  {
    id: "label",
    header: "Column",
    sort: (column) => column.label,
    cell: (column) => (
      <>
        <span className="font-medium">{column.label}</span>
        <code className="block font-mono text-xs text-ink-3">{column.name}</code>
      </>
    ),
  },
  { id: "type", header: "Type", sort: (column) => column.type, cell: (column) => column.type },
  {
    id: "pii",
    header: "Personal",
    sort: (column) => column.pii,
    cell: (column) =>
      column.pii ? (
        <span className="inline-flex items-center gap-1.5">
          <Lock aria-hidden className="size-3 text-warn" />
          <Tag tone="warn">{tagLabel(column.pii)}</Tag>
        </span>
      ) : (
        <span className="text-ink-3">not personal</span>
      ),
  },
  {
    id: "description",
    header: "Meaning",
    from: "lg",
    cell: (column) => <span className="text-ink-2">{column.description ?? ""}</span>,
  },
];
