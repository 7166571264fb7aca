import { Document, isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { typeText } from "@/lib/core/catalog/column-type";
import type { DraftColumn, DraftEntity } from "@/lib/core/catalog/draft/types";
import type { WarehouseSettings } from "@/lib/core/catalog/types";

export type DraftOptions = { name: string; zone: string; warehouse: WarehouseSettings };

/** A draft as the text of a catalog file, with a comment wherever something was guessed or left out. */
export function writeDraft(drafts: readonly DraftEntity[], { name, zone, warehouse }: DraftOptions): string {
  const entities = Object.fromEntries(drafts.map((draft) => [draft.name, entityOf(draft)]));
  const document = new Document({ version: 1, name, zone, warehouse, entities });
  document.commentBefore = INTRODUCTION;
  for (const draft of drafts) comment(document.getIn(["entities", draft.name]) as YAMLMap, draft);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

const INTRODUCTION = [
  " A draft, made from what the warehouse says of itself. Read it before anyone works with it:",
  " - `pii` was guessed from names. A column without it counts as the most personal of all; write `pii: none` where",
  "   somebody has looked and it is not personal.",
  " - `time` was guessed: it says when a row happened, and windows such as the last 30 days mean it.",
  " - Leave out what nobody should ask about, and name relations as people speak.",
].join("\n");

function entityOf({ source, key, time, columns, relations }: DraftEntity) {
  return {
    ...(source.kind === "table" ? { table: source.table } : {}),
    ...(source.kind === "files" ? { files: source.files } : {}),
    ...(key.length > 0 ? { key: key.length === 1 ? key[0] : key } : {}),
    ...(time === null ? {} : { time }),
    columns: Object.fromEntries(columns.map((column) => [column.name, columnOf(column)])),
    ...(relations.length > 0
      ? {
          relations: Object.fromEntries(
            relations.map(({ name, to, cardinality, on }) => [name, { to, [cardinality]: true, on }]),
          ),
        }
      : {}),
  };
}

function columnOf({ type, pii }: DraftColumn) {
  return pii === null ? typeText(type) : { type: typeText(type), pii };
}

/** Comments and compact columns: one line each. */
function comment(entity: YAMLMap, { columns, time, notes }: DraftEntity): void {
  if (notes.length > 0) entity.commentBefore = notes.map((note) => ` ${note}`).join("\n");
  const timeNode = time === null ? undefined : entity.get("time", true);
  if (isScalar(timeNode)) timeNode.comment = " a guess";
  for (const part of ["table", "files", "key"]) flow(entity.get(part, true));
  for (const { name, pii } of columns) {
    const node = entity.getIn(["columns", name], true);
    flow(node);
    if (pii !== null && isMap(node)) node.comment = " a guess";
  }
  const relations = entity.get("relations", true);
  if (isMap(relations)) for (const { value } of relations.items) flow(value);
}

function flow(node: unknown): void {
  if (isMap(node) || isSeq(node)) node.flow = true;
}
