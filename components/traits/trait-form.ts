import { labelOf } from "@/lib/core/catalog/names";
import type { Value } from "@/lib/core/segment/types";
import type { TraitView } from "@/lib/core/views/trait";

/** What is being written, both ways at once, so that trying the other loses nothing. */
export type TraitForm = {
  entity: string;
  name: string;
  label: string;
  description: string;
  kind: "value" | "sql";
  value: Value;
  sql: string;
  key: string;
  column: string;
  type: string;
};

export const OPEN_VALUE: Value = { column: "" };

export function emptyForm(entity: string): TraitForm {
  const sql = { sql: "", key: "", column: "", type: "text" };
  return { entity, name: "", label: "", description: "", kind: "value", value: OPEN_VALUE, ...sql };
}

export function formOf({ entity, name, definition }: TraitView): TraitForm {
  const { label, description = "", kind } = definition;
  const form = { ...emptyForm(entity), name, label, description, kind };
  if (definition.kind === "value") return { ...form, value: definition.value };
  const { sql, key, column, type } = definition;
  return { ...form, sql, key: key.join(", "), column, type };
}

/** What the API takes. */
export function definitionOf(form: TraitForm) {
  const named = {
    label: form.label.trim() || labelOf(nameOf(form)),
    ...(form.description.trim() === "" ? {} : { description: form.description.trim() }),
  };
  if (form.kind === "value") return { kind: form.kind, ...named, value: form.value };
  const key = form.key
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return { kind: form.kind, ...named, sql: form.sql, key, column: form.column.trim(), type: form.type };
}

/** "Lifetime spend" becomes lifetime_spend, until someone writes a name of their own. */
export function nameOf({ name, label }: Pick<TraitForm, "name" | "label">): string {
  if (name.trim() !== "") return name.trim();
  const plain = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return plain === "" ? "" : /^\d/.test(plain) ? `_${plain}` : plain;
}

export function isFinished(form: TraitForm): boolean {
  if (nameOf(form) === "") return false;
  if (form.kind === "value") return !JSON.stringify(form.value).includes('"column":""');
  return form.sql.trim() !== "" && form.key.trim() !== "" && form.column.trim() !== "";
}
