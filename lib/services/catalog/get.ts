import { z } from "zod";
import type { Column, Entity } from "@/lib/core/catalog/types";
import type { CatalogColumnView, CatalogEntityView, CatalogView } from "@/lib/core/views";
import { service } from "../service";
import { currentCatalog } from "./current";

/** What conditions can speak of: entities, columns with their tags, relations. */
export const getCatalog = service(
  { name: "catalog.get", role: "viewer", input: z.object({}) },
  async ({ actor, db }): Promise<CatalogView> => {
    const { catalog, version } = await currentCatalog(db, actor.workspaceId);
    return {
      name: catalog.name,
      zone: catalog.zone,
      warehouse: catalog.warehouse.kind,
      version,
      entities: Object.values(catalog.entities).map(entityView),
    };
  },
);

function entityView(entity: Entity): CatalogEntityView {
  const { name, label, singular, key, timeColumn } = entity;
  return {
    name,
    label,
    singular,
    source: sourceText(entity),
    key,
    timeColumn,
    segmentable: key.length === 1,
    columns: Object.values(entity.columns).map(columnView),
    relations: Object.values(entity.relations).map(({ name, label, to, cardinality }) => ({
      name,
      label,
      to,
      cardinality,
    })),
  };
}

function columnView({ name, label, type, pii, description }: Column): CatalogColumnView {
  const kind = type.kind === "decimal" ? `decimal(${type.precision},${type.scale})` : type.kind;
  return { name, label, type: kind, pii, ...(description === undefined ? {} : { description }) };
}

function sourceText({ source }: Entity): string {
  if (source.kind === "table") return source.table.join(".");
  return source.kind === "files" ? source.files.join(", ") : "query";
}
