"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import { asErrorView } from "@/components/api/client";
import { useApi, useSend } from "@/components/api/use-api";
import { inReadingOrder } from "@/components/catalog/reading-order";
import { UsedBy } from "@/components/catalog/used-by";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Choice, Field, Input, Select } from "@/components/ui/field";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { ErrorNotice, Loaded } from "@/components/ui/states";
import { Ago } from "@/components/ui/time";
import { useSettled } from "@/components/ui/use-settled";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { TraitView } from "@/lib/core/views/trait";
import { SqlFields } from "./sql-fields";
import {
  definitionOf,
  emptyForm,
  formOf,
  isFinished,
  nameOf,
  OPEN_VALUE,
  type TraitForm,
} from "./trait-form";
import { TraitPreview } from "./trait-preview";
import { ValueBuilder } from "./value-builder";

const CRUMBS = [
  { href: "/catalog", label: "Catalog" },
  { href: "/catalog/traits", label: "Traits" },
];

/** A new trait. */
export function NewTraitScreen() {
  const catalog = useApi<CatalogView>("/catalog");
  return <Loaded query={catalog}>{(view) => <TraitEditor view={view} trait={null} />}</Loaded>;
}

/** One trait: what it is, who uses it, and its next version. */
export function TraitScreen({ id }: { id: string }) {
  const catalog = useApi<CatalogView>("/catalog");
  const trait = useApi<TraitView>(`/traits/${id}`, { fresh: true });
  return (
    <Loaded query={catalog}>
      {(view) => (
        <Loaded query={trait}>
          {(found) => <TraitEditor key={found.version} view={view} trait={found} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function TraitEditor({ view, trait }: { view: CatalogView; trait: TraitView | null }) {
  const router = useRouter();
  const entities = useMemo(() => inReadingOrder(view.entities).filter(({ key }) => key.length > 0), [view]);
  const catalog = useMemo(() => catalogOf(view), [view]);
  const [form, setForm] = useState<TraitForm>(() =>
    trait ? formOf(trait) : emptyForm(entities.find(({ segmentable }) => segmentable)?.name ?? ""),
  );
  const change = (next: Partial<TraitForm>) => setForm((before) => ({ ...before, ...next }));
  const settled = useSettled(form, 400);
  const mayEdit = useMay(form.kind === "sql" ? "approver" : "marketer");
  const mayWriteSql = useMay("approver");
  const entity = entities.find(({ name }) => name === form.entity);
  const save = useSend<TraitForm, { id: string }>({
    request: (one) => ({
      path: "/traits",
      body: {
        entity: one.entity,
        name: nameOf(one),
        definition: definitionOf(one),
        version: trait?.version ?? null,
      },
    }),
    refresh: ["/traits", "/catalog"],
    quiet: true,
    done: ({ id }) => {
      toast.success("Saved.");
      if (!trait) router.push(`/catalog/traits/${id}`);
    },
  });
  const problems = save.error ? (asErrorView(save.error).problems ?? []) : [];
  return (
    <>
      <PageHeader
        crumbs={CRUMBS}
        title={trait?.label ?? "New trait"}
        aside={
          trait?.updatedAt && (
            <span className="text-xs text-ink-3">
              version {trait.version} · <Ago at={trait.updatedAt} /> by {trait.updatedBy}
            </span>
          )
        }
        actions={
          <>
            {trait?.id && mayEdit && <DeleteTrait id={trait.id} />}
            {mayEdit && (
              <Button
                look="accent"
                disabled={!isFinished(form)}
                busy={save.isPending}
                onClick={() => save.mutate(form)}
              >
                {trait ? "Save as a new version" : "Save trait"}
              </Button>
            )}
          </>
        }
      />
      <PageBody className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {save.error && <ErrorNotice error={save.error} />}
          {trait?.problem && <ErrorNotice error={new Error(trait.problem)} />}
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Label" help={`Called ${nameOf(form) || "…"} in files.`}>
              {(aria) => (
                <Input
                  {...aria}
                  value={form.label}
                  placeholder="Lifetime spend"
                  onChange={(event) => change({ label: event.target.value })}
                />
              )}
            </Field>
            <Field label="Of whom">
              {(aria) => (
                <Select
                  {...aria}
                  value={form.entity}
                  disabled={trait !== null}
                  options={entities.map(({ name, label }) => ({ value: name, label }))}
                  onChange={(event) => change({ entity: event.target.value, value: OPEN_VALUE })}
                />
              )}
            </Field>
          </div>
          {(mayWriteSql || form.kind === "sql") && (
            <Choice
              legend="Made of"
              value={form.kind}
              onChange={(kind) => change({ kind })}
              disabled={!mayWriteSql}
              options={[
                {
                  value: "value",
                  label: "a value",
                  help: "Chosen as in a condition; works in every warehouse.",
                },
                { value: "sql", label: "SQL", help: "One SELECT of the data team, in this warehouse's SQL." },
              ]}
            />
          )}
          {form.kind === "value" ? (
            <ValueBuilder
              catalog={catalog}
              entity={form.entity}
              name={nameOf(form)}
              value={form.value}
              onChange={(value) => change({ value })}
            />
          ) : (
            entity && (
              <SqlFields
                form={form}
                entity={entity}
                entities={view.entities}
                problems={problems}
                onChange={change}
              />
            )
          )}
          <Field label="Description" help="Shown where the trait is chosen.">
            {(aria) => (
              <Input
                {...aria}
                value={form.description}
                onChange={(event) => change({ description: event.target.value })}
              />
            )}
          </Field>
          {trait && (
            <Section title="Used by">
              <UsedBy usage={trait.usedBy} traits={trait.usedBy.traits} noun="trait" />
            </Section>
          )}
        </div>
        <TraitPreview
          form={settled}
          enabled={isFinished(settled) && (settled.kind === "value" || mayWriteSql)}
          many={entity?.label.toLowerCase() ?? "rows"}
        />
      </PageBody>
    </>
  );
}

function DeleteTrait({ id }: { id: string }) {
  const router = useRouter();
  const remove = useSend<string, { id: string }>({
    request: (one) => ({ path: `/traits/${one}/delete` }),
    refresh: ["/traits", "/catalog"],
    done: () => {
      toast.success("Deleted.");
      router.push("/catalog/traits");
    },
  });
  return (
    <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate(id)}>
      Delete
    </Button>
  );
}
