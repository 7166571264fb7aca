"use client";

import { X } from "lucide-react";
import { IconButton } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { PII_TAGS, type PiiTag } from "@/lib/core/catalog/types";
import type { CatalogView } from "@/lib/core/views/catalog";
import { RuleCells } from "./rule-choice";
import type { PolicyForm } from "./use-policy-form";

/**
 * Personal tags and single columns against blocked, hashed, plain, and whether a tag may decide who is in. What is not
 * named is blocked.
 */
export function FieldsTable({
  form,
  catalog,
  readOnly,
}: {
  form: PolicyForm;
  catalog: CatalogView;
  readOnly: boolean;
}) {
  const { policy } = form;
  const columnsOf = taggedColumns(catalog);
  const tags = PII_TAGS.filter((tag) => columnsOf.has(tag) || policy.tags[tag] !== undefined);
  const named = Object.entries(policy.columns);
  return (
    <div className="relative overflow-x-auto">
      <table aria-label="Rules for fields" className="w-full max-w-3xl text-left text-sm">
        <thead>
          <tr className="hairline text-xs text-ink-3">
            <th scope="col" className="py-1.5 pr-4 font-medium">
              Tag or column
            </th>
            {["Blocked", "Hashed", "Plain"].map((rule) => (
              <th key={rule} scope="col" className="w-24 py-1.5 text-center font-medium">
                {rule}
              </th>
            ))}
            <th scope="col" className="w-28 py-1.5 text-center font-medium">
              May decide
            </th>
            <th scope="col" className="w-8">
              <span className="sr-only">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tags.map((tag) => (
            <tr key={tag} className="hairline">
              <th scope="row" className="py-1.5 pr-4 font-medium">
                {tagLabel(tag)}
                <span className="block text-xs font-normal text-ink-3">{columnsOf.get(tag)?.join(", ")}</span>
              </th>
              <RuleCells
                label={tagLabel(tag)}
                value={policy.tags[tag] ?? "blocked"}
                onChange={(rule) => form.setTag(tag, rule)}
                readOnly={readOnly}
              />
              <MayDecide tag={tag} form={form} readOnly={readOnly} />
              <td />
            </tr>
          ))}
          {named.map(([column, rule]) => (
            <tr key={column} className="hairline">
              <th scope="row" className="py-1.5 pr-4 font-medium">
                {columnLabel(catalog, column)}
                <span className="block text-xs font-normal text-ink-3">{column}, whatever its tag</span>
              </th>
              <RuleCells
                label={columnLabel(catalog, column)}
                value={rule}
                onChange={(next) => form.setColumn(column, next)}
                readOnly={readOnly}
              />
              <td />
              <td>
                {!readOnly && (
                  <IconButton
                    label={`Remove the rule for ${columnLabel(catalog, column)}`}
                    onClick={() => form.setColumn(column, null)}
                  >
                    <X aria-hidden />
                  </IconButton>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!readOnly && (
        <Select
          aria-label="Add a rule for one column"
          className="mt-3 w-auto"
          value=""
          onChange={({ target }) => form.setColumn(target.value, "blocked")}
          options={[{ value: "", label: "Add a rule for one column…" }]}
          groups={catalog.entities.map((entity) => ({
            label: entity.label,
            options: entity.columns
              .map((column) => ({ value: `${entity.name}.${column.name}`, label: column.label }))
              .filter(({ value }) => policy.columns[value] === undefined),
          }))}
        />
      )}
    </div>
  );
}

/** Whether audiences going there may be told by columns of this tag: being in one then says something of them. */
function MayDecide({ tag, form, readOnly }: { tag: PiiTag; form: PolicyForm; readOnly: boolean }) {
  return (
    <td className="py-1.5 text-center">
      <input
        type="checkbox"
        aria-label={`${tagLabel(tag)} may decide who is in an audience`}
        checked={form.policy.deciding?.includes(tag) ?? false}
        disabled={readOnly}
        onChange={({ target }) => form.setMayDecide(tag, target.checked)}
      />
    </td>
  );
}

function taggedColumns(catalog: CatalogView): Map<PiiTag, string[]> {
  const byTag = new Map<PiiTag, string[]>();
  for (const entity of catalog.entities) {
    for (const column of entity.columns) {
      const tag = PII_TAGS.find((candidate) => candidate === column.pii);
      if (tag) byTag.set(tag, [...(byTag.get(tag) ?? []), `${entity.name}.${column.name}`]);
    }
  }
  return byTag;
}

export function tagLabel(tag: string): string {
  const words = tag.replaceAll("_", " ");
  return words === "email" ? "E-mail" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Customers: Customer number"; a column the catalog no longer has keeps its name. */
function columnLabel({ entities }: CatalogView, path: string): string {
  const entity = entities.find(({ name }) => path.startsWith(`${name}.`));
  const column = entity?.columns.find(({ name }) => path === `${entity.name}.${name}`);
  return entity && column ? `${entity.label}: ${column.label}` : path;
}
