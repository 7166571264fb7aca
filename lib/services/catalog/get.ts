import { z } from "zod";
import type { Catalog, Column, ColumnType, Entity, Trait } from "@/lib/core/catalog/types";
import { valueType } from "@/lib/core/segment/value-type";
import type {
  CatalogColumnView,
  CatalogEntityView,
  CatalogTraitView,
  CatalogView,
} from "@/lib/core/views/catalog";
import { service } from "../service";
import { currentCatalog } from "./current";

/** What conditions can speak of: entities, columns with their tags, relations. */
export const getCatalog = service(
  { name: "catalog.get", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }): Promise<CatalogView> => {
    const { catalog, version } = await currentCatalog(db, actor.workspaceId);
    return {
      name: catalog.name,
      zone: catalog.zone,
      warehouse: catalog.warehouse.kind,
      version,
      entities: Object.values(catalog.entities).map((entity) => entityView(entity, catalog)),
    };
  },
);

function entityView(entity: Entity, catalog: Catalog): CatalogEntityView {
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
    traits: Object.values(entity.traits ?? {}).flatMap((trait) => traitView(trait, name, catalog)),
  };
}

/** A trait whose value the catalog no longer carries has no type, and cannot be chosen. */
function traitView(trait: Trait, entity: string, catalog: Catalog): CatalogTraitView[] {
  const type = valueType(catalog, entity, { trait: trait.name });
  if ("problem" in type) return [];
  const { name, label, description } = trait;
  const pii = trait.kind === "sql" ? trait.pii : null;
  const value = trait.kind === "sql" ? null : trait.value;
  return [
    { name, label, type: kindOf(type), pii, value, ...(description === undefined ? {} : { description }) },
  ];
}

function kindOf(type: ColumnType): string {
  return type.kind === "decimal" ? `decimal(${type.precision},${type.scale})` : type.kind;
}

function columnView({ name, label, type, pii, description }: Column): CatalogColumnView {
  return { name, label, type: kindOf(type), pii, ...(description === undefined ? {} : { description }) };
}

function sourceText({ source }: Entity): string {
  if (source.kind === "table") return source.table.join(".");
  return source.kind === "files" ? source.files.join(", ") : "query";
}
