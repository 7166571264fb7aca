"use client";

import { type FormEvent, useState } from "react";
import { useApi, useSend } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, ErrorNotice, Loaded } from "@/components/ui/states";
import type { PrioritySetView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";
import { PrioritySetEditor } from "./priority-set-editor";

/** The orders in which audiences are served: a person belongs to the first one that has them, and to no other. */
export function PrioritySetsScreen() {
  const mayEdit = useMay("marketer");
  const sets = useApi<PrioritySetView[]>("/priority-sets");
  return (
    <>
      <PageHeader crumbs={[{ href: "/audiences", label: "Audiences" }]} title="Priority sets" />
      <PageBody className="max-w-3xl">
        <p className="mb-4 max-w-prose text-sm text-ink-2">
          In a priority set everyone belongs to one audience at most: the first in its order that has them. An
          audience takes part once it names the set under Priority and a version of it is saved.
        </p>
        <Loaded query={sets}>
          {(list) =>
            list.length === 0 ? (
              <Empty title="No priority set yet">
                Make one for audiences that compete for the same people, such as two offers of one week.
              </Empty>
            ) : (
              list.map((set) => (
                <PrioritySetEditor key={`${set.id} ${set.revision}`} set={set} mayEdit={mayEdit} />
              ))
            )
          }
        </Loaded>
        {mayEdit && <NewSet />}
      </PageBody>
    </>
  );
}

function NewSet() {
  const catalog = useApi<CatalogView>("/catalog").data;
  const entities = catalog?.entities.filter(({ segmentable }) => segmentable) ?? [];
  const [name, setName] = useState("");
  const [entity, setEntity] = useState("");
  const chosen = entity || (entities[0]?.name ?? "");
  const create = useSend<void, PrioritySetView>({
    request: () => ({ path: "/priority-sets", body: { name, entity: chosen } }),
    refresh: ["/priority-sets"],
    quiet: true,
    done: () => setName(""),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }
  return (
    <Section title="New priority set">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3">
        <Field label="Name" className="w-64">
          {(aria) => (
            <Input
              {...aria}
              required
              maxLength={200}
              value={name}
              placeholder="Spring offers"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field label="Of" className="w-48">
          {(aria) => (
            <Select
              {...aria}
              value={chosen}
              options={entities.map(({ name: value, label }) => ({ value, label }))}
              onChange={({ target }) => setEntity(target.value)}
            />
          )}
        </Field>
        <Button type="submit" busy={create.isPending}>
          Create
        </Button>
      </form>
      {create.error && <ErrorNotice error={create.error} />}
    </Section>
  );
}
