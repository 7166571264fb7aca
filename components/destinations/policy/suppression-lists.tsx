"use client";

import { Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import type { Suppression } from "@/lib/core/policy/types";
import type { CatalogEntityView, CatalogView } from "@/lib/core/views/catalog";
import { columnLike, suggestedSuppression } from "./suggested-suppression";
import type { PolicyForm } from "./use-policy-form";

/** People listed in one of these tables never leave. */
export function SuppressionLists({
  form,
  entities,
  catalog,
  readOnly,
}: {
  form: PolicyForm;
  entities: readonly CatalogEntityView[];
  catalog: CatalogView;
  readOnly: boolean;
}) {
  return (
    <div className="flex flex-col gap-5">
      {entities.map((entity) => (
        <ListsOf
          key={entity.name}
          member={entity}
          lists={form.policy.suppression[entity.name] ?? []}
          catalog={catalog}
          readOnly={readOnly}
          onChange={(lists) => form.setSuppression(entity.name, lists)}
        />
      ))}
    </div>
  );
}

function ListsOf({
  member,
  lists,
  catalog,
  readOnly,
  onChange,
}: {
  member: CatalogEntityView;
  lists: readonly Suppression[];
  catalog: CatalogView;
  readOnly: boolean;
  onChange: (lists: Suppression[]) => void;
}) {
  const suggested = suggestedSuppression(member, catalog.entities);
  const set = (index: number, change: Partial<Suppression>) =>
    onChange(lists.map((list, at) => (at === index ? { ...list, ...change } : list)));
  return (
    <fieldset disabled={readOnly}>
      <legend className="text-sm font-medium">Suppression of {member.label}</legend>
      {lists.length === 0 && <p className="text-sm text-ink-3">No table keeps anyone back.</p>}
      <ul className="mt-1 flex flex-col gap-2">
        {lists.map((list, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own
          <li key={index} className="flex flex-wrap items-center gap-2 text-sm">
            never whose
            <ColumnSelect
              label="Column of the member"
              entity={member}
              value={list.memberColumn}
              onChange={(memberColumn) => set(index, { memberColumn })}
            />
            is in
            <Select
              aria-label="Table"
              className="w-auto"
              value={list.entity}
              options={catalog.entities.map(({ name, label }) => ({ value: name, label }))}
              onChange={({ target }) =>
                set(index, {
                  entity: target.value,
                  column: columnLike(
                    member,
                    list.memberColumn,
                    catalog.entities.find(({ name }) => name === target.value),
                  ),
                })
              }
            />
            as
            <ColumnSelect
              label="Column of the table"
              entity={catalog.entities.find(({ name }) => name === list.entity)}
              value={list.column}
              onChange={(column) => set(index, { column })}
            />
            {!readOnly && (
              <IconButton
                label="Remove this line"
                onClick={() => onChange(lists.filter((_, at) => at !== index))}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {!readOnly && suggested && (
        <Button look="quiet" size="sm" className="mt-1 -ml-2" onClick={() => onChange([...lists, suggested])}>
          <Plus aria-hidden className="size-3.5" />
          suppression table
        </Button>
      )}
    </fieldset>
  );
}

function ColumnSelect({
  label,
  entity,
  value,
  onChange,
}: {
  label: string;
  entity: CatalogEntityView | undefined;
  value: string;
  onChange: (column: string) => void;
}) {
  return (
    <Select
      aria-label={label}
      className="w-auto"
      value={value}
      options={(entity?.columns ?? []).map((column) => ({ value: column.name, label: column.label }))}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}
