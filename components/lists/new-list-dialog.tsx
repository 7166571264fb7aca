"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import {
  CatalogDialog,
  type CatalogDialogProps,
  type CloseDialog,
} from "@/components/catalog/catalog-dialog";
import { inReadingOrder } from "@/components/catalog/reading-order";
import { Button } from "@/components/ui/button";
import { Choice, Field, Input, Select } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import type { ListForm } from "@/lib/core/list/held";
import type { CatalogView } from "@/lib/core/views/catalog";

/** What a list is for is decided before it holds anything. */
export function NewListDialog(props: CatalogDialogProps) {
  return (
    <CatalogDialog
      {...props}
      title="New list"
      description="Say what its values are those of; then paste or upload them."
    >
      {(view, close) => <NewListForm view={view} close={close} />}
    </CatalogDialog>
  );
}

type NewList = { name: string; entity: string; column: string; form: ListForm };

function NewListForm({ view, close }: { view: CatalogView; close: CloseDialog }) {
  const router = useRouter();
  const entities = inReadingOrder(view.entities).filter(({ segmentable }) => segmentable);
  const columnsOf = (name: string) =>
    entities
      .find((entity) => entity.name === name)
      ?.columns.filter(({ type }) => type === "text" || type === "integer") ?? [];
  const [list, setList] = useState<NewList>(() => startWith(entities[0]?.name ?? ""));
  const create = useSend<NewList, { id: string }>({
    request: (body) => ({ path: "/lists", body }),
    refresh: ["/lists"],
    quiet: true,
    done: ({ id }) => {
      void close().then(() => router.push(`/catalog/lists/${id}`));
    },
  });

  function startWith(entity: string): NewList {
    const columns = columnsOf(entity);
    const column = columns.find(({ pii }) => pii === "email") ?? columns[0];
    const form = column?.pii === "email" ? "lower_trimmed" : "exact";
    return { name: "", entity, column: column?.name ?? "", form };
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(list);
      }}
    >
      {create.error && <ErrorNotice error={create.error} />}
      <Field label="Name">
        {(aria) => (
          <Input
            {...aria}
            autoFocus
            placeholder="VIP e-mails"
            value={list.name}
            onChange={(event) => setList({ ...list, name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Of whom">
          {(aria) => (
            <Select
              {...aria}
              value={list.entity}
              options={entities.map(({ name, label }) => ({ value: name, label }))}
              onChange={(event) => setList({ ...startWith(event.target.value), name: list.name })}
            />
          )}
        </Field>
        <Field label="Values of">
          {(aria) => (
            <Select
              {...aria}
              value={list.column}
              options={columnsOf(list.entity).map(({ name, label }) => ({ value: name, label }))}
              onChange={(event) => setList({ ...list, column: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Choice
        legend="How values are compared"
        value={list.form}
        onChange={(form) => setList({ ...list, form })}
        options={[
          {
            value: "lower_trimmed",
            label: "Whatever the case and the blanks around",
            help: "For e-mail addresses: “ Ann@Shop.test” is ann@shop.test.",
          },
          { value: "exact", label: "Exactly", help: "For ids and codes: A1 is not a1." },
        ]}
      />
      <div className="flex justify-end">
        <Button
          type="submit"
          look="accent"
          disabled={list.name.trim() === ""}
          busy={create.isPending || create.isSuccess}
        >
          Create list
        </Button>
      </div>
    </form>
  );
}
