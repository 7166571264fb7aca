"use client";

import { useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { ImportForm } from "@/components/catalog/import-form";
import { useSession } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { count } from "@/components/ui/numbers";
import { Section } from "@/components/ui/page";
import { Empty, ErrorNotice, Loaded, Skeleton } from "@/components/ui/states";
import type { WarehouseTableView, WarehouseView } from "@/lib/core/views/warehouse";

type DraftInput = { name: string; zone: string; tables: string[] };

/** The tables of a warehouse, to draft a catalog of; then the draft, to be read, changed and imported. */
export function TableChooser({ warehouse }: { warehouse: WarehouseView }) {
  const tables = useApi<WarehouseTableView[]>(`/warehouses/${warehouse.id}/tables`);
  const draft = useSend<DraftInput, { source: string; entities: number }>({
    request: (body) => ({ path: `/warehouses/${warehouse.id}/draft`, body }),
    quiet: true,
  });
  if (draft.data) {
    return (
      <Section
        title="Read the draft and import it"
        aside={<Button onClick={() => draft.reset()}>Choose other tables</Button>}
      >
        <ImportForm known={null} drafted={draft.data.source} />
      </Section>
    );
  }
  return (
    <Section title="Draft a catalog">
      <p className="mb-4 max-w-2xl text-sm text-ink-2">
        Choose what people may ask about. Keys and relations are taken from the warehouse; what is personal is
        guessed from names, and yours to decide before anything is imported.
      </p>
      {draft.error && <ErrorNotice error={draft.error} />}
      <Loaded query={tables} skeleton={<Skeleton className="h-40" />}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title="There is nothing here that Coterie may read">
              Grant its user SELECT on the tables to ask about, and load this page again.
            </Empty>
          ) : (
            <Chooser rows={rows} isBusy={draft.isPending} onDraft={draft.mutate} />
          )
        }
      </Loaded>
    </Section>
  );
}

function Chooser({
  rows,
  isBusy,
  onDraft,
}: {
  rows: readonly WarehouseTableView[];
  isBusy: boolean;
  onDraft: (input: DraftInput) => void;
}) {
  const session = useSession();
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState("");
  const [zone, setZone] = useState(session.data?.workspace.zone ?? "UTC");
  const shown = rows.filter((row) => row.name.toLowerCase().includes(search.trim().toLowerCase()));
  const toggle = (names: readonly string[], isOn: boolean) =>
    setChosen((old) => {
      const others = [...old].filter((one) => !names.includes(one));
      return new Set(isOn ? [...others, ...names] : others);
    });
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onDraft({ name: name.trim() || "Catalog", zone, tables: [...chosen] });
      }}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Input
          type="search"
          aria-label="Search tables"
          placeholder="Search tables"
          className="max-w-64"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        <Button
          size="sm"
          onClick={() =>
            toggle(
              shown.map((row) => row.name),
              true,
            )
          }
        >
          Choose all shown
        </Button>
        <span role="status" className="text-sm text-ink-2">
          {chosen.size} of {rows.length} chosen
        </span>
      </div>
      <ul aria-label="Tables" className="max-h-96 max-w-2xl overflow-y-auto border-y border-line">
        {shown.map((row) => (
          <li key={row.name} className="hairline">
            <label className="flex items-baseline gap-3 px-2 py-1.5 text-sm">
              <input
                type="checkbox"
                checked={chosen.has(row.name)}
                onChange={({ target }) => toggle([row.name], target.checked)}
              />
              <span className="min-w-0 flex-1 truncate font-mono text-xs">{row.name}</span>
              <span className="text-xs text-ink-3">{factsOf(row)}</span>
            </label>
          </li>
        ))}
      </ul>
      <div className="flex max-w-2xl flex-wrap items-end gap-3">
        <Field label="Name of the catalog" className="flex-1">
          {(aria) => <Input {...aria} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <Field label="Time zone of days and months" className="flex-1">
          {(aria) => <Input {...aria} value={zone} onChange={({ target }) => setZone(target.value)} />}
        </Field>
        <Button type="submit" look="accent" busy={isBusy} disabled={chosen.size === 0}>
          Draft the catalog
        </Button>
      </div>
    </form>
  );
}

function factsOf({ kind, columns, unreadable, hasKey, approximateRows }: WarehouseTableView): string {
  return [
    approximateRows === null ? null : `about ${count(approximateRows)} rows`,
    unreadable === 0
      ? `${columns} columns`
      : `${columns} columns, ${unreadable} of types that cannot be asked about`,
    kind === "view" ? "view" : hasKey ? null : "no key",
  ]
    .filter(Boolean)
    .join(" · ");
}
