"use client";

import { Lock } from "lucide-react";
import Link from "next/link";
import { useApi } from "@/components/api/use-api";
import { CatalogTabs } from "@/components/catalog/catalog-tabs";
import { tagLabel } from "@/components/destinations/policy/fields-table";
import { useMay } from "@/components/shell/use-session";
import { LinkButton } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import { Status, Tag } from "@/components/ui/status";
import { Table, type TableColumn } from "@/components/ui/table";
import { Ago } from "@/components/ui/time";
import type { TraitRow } from "@/lib/core/views/trait";

/** Every named value, and where each is changed. */
export function TraitsScreen() {
  const traits = useApi<TraitRow[]>("/traits", { fresh: true });
  const mayMake = useMay("marketer");
  return (
    <>
      <PageHeader
        title="Catalog"
        actions={
          mayMake && (
            <LinkButton href="/catalog/traits/new" look="accent">
              New trait
            </LinkButton>
          )
        }
      >
        <CatalogTabs />
      </PageHeader>
      <PageBody>
        <Loaded query={traits}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty
                title="There are no traits yet"
                action={mayMake && <LinkButton href="/catalog/traits/new">Make the first one</LinkButton>}
              >
                A trait is a value with a name, such as lifetime spend or days since the last order. It is
                said once and used in every audience.
              </Empty>
            ) : (
              <Table
                label="Traits"
                columns={COLUMNS}
                rows={rows}
                rowKey={({ entity, name }) => `${entity}.${name}`}
              />
            )
          }
        </Loaded>
      </PageBody>
    </>
  );
}

const COLUMNS: readonly TableColumn<TraitRow>[] = [
  {
    id: "label",
    header: "Trait",
    sort: ({ label }) => label,
    cell: ({ id, label, entity, name }) => (
      <>
        {id === null ? (
          <span className="font-medium">{label}</span>
        ) : (
          <Link href={`/catalog/traits/${id}`} className="font-medium hover:underline">
            {label}
          </Link>
        )}
        <code className="block font-mono text-xs text-ink-3">
          {entity}.{name}
        </code>
      </>
    ),
  },
  {
    id: "sentence",
    header: "Is",
    cell: ({ sentence, kind, problem }) =>
      problem ? (
        <Status tone="bad" className="whitespace-normal">
          {problem}
        </Status>
      ) : (
        <span className={kind === "sql" ? "line-clamp-2 font-mono text-xs text-ink-2" : "text-ink-2"}>
          {sentence}
        </span>
      ),
  },
  { id: "type", header: "Type", from: "md", sort: ({ type }) => type, cell: ({ type }) => type ?? "–" },
  {
    id: "pii",
    header: "Personal",
    from: "lg",
    sort: ({ pii }) => pii,
    cell: ({ pii }) =>
      pii ? (
        <span className="inline-flex items-center gap-1.5">
          <Lock aria-hidden className="size-3 text-warn" />
          <Tag tone="warn">{tagLabel(pii)}</Tag>
        </span>
      ) : (
        <span className="text-ink-3">not personal</span>
      ),
  },
  {
    id: "updated",
    header: "Changed",
    from: "lg",
    sort: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt, updatedBy }) =>
      updatedAt ? (
        <span className="text-ink-2">
          <Ago at={updatedAt} /> by {updatedBy}
        </span>
      ) : (
        <span className="text-ink-3">in the catalog's file</span>
      ),
  },
];
