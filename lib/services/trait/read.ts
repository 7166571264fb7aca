import { z } from "zod";
import { typeText } from "@/lib/core/catalog/column-type";
import type { TraitDefinition } from "@/lib/core/catalog/trait-definition";
import type { Catalog, Trait } from "@/lib/core/catalog/types";
import { NotFound } from "@/lib/core/errors";
import { valueType } from "@/lib/core/segment/value-type";
import type { TraitRow, TraitView } from "@/lib/core/views/trait";
import type { Transaction } from "@/lib/db/client";
import { storedTrait } from "@/lib/db/stored";
import { currentCatalog } from "../catalog/current";
import { service } from "../service";
import { aboutTrait, examine } from "./examine";
import { usageOfTrait } from "./usage";

const WITH_VERSIONS = {
  versions: { orderBy: { version: "desc" }, include: { createdBy: true } },
} as const;

/** Every trait, those of the catalog's file among them. */
export const listTraits = service(
  { name: "trait.list", role: "viewer", rows: "no_rows", input: z.object({}) },
  async ({ actor, db }): Promise<TraitRow[]> => {
    const { workspaceId } = actor;
    if ((await db.catalogVersion.count({ where: { workspaceId } })) === 0) return [];
    const { catalog } = await currentCatalog(db, workspaceId);
    const own = await db.trait.findMany({ where: { workspaceId, deletedAt: null }, include: WITH_VERSIONS });
    const isOwn = (entity: string, name: string) =>
      own.some((one) => one.entity === entity && one.name === name);
    const fromFile = Object.values(catalog.entities).flatMap(({ name: entity, traits = {} }) =>
      Object.values(traits)
        .filter(({ name }) => !isOwn(entity, name))
        .map((trait) => fileRow(catalog, entity, trait)),
    );
    const rows = await Promise.all(own.map((one) => rowOf(catalog, one)));
    return [...rows, ...fromFile].sort((a, b) => (a.label < b.label ? -1 : 1));
  },
);

export const getTrait = service(
  { name: "trait.get", role: "viewer", rows: "no_rows", input: z.object({ id: z.string() }) },
  async ({ actor, db }, { id }): Promise<TraitView> => {
    const { workspaceId } = actor;
    const found = await db.trait.findFirst({
      where: { id, workspaceId, deletedAt: null },
      include: WITH_VERSIONS,
    });
    const [newest] = found?.versions ?? [];
    if (!found || !newest) throw new NotFound("trait", id);
    const { catalog } = await currentCatalog(db, workspaceId);
    return {
      ...(await rowOf(catalog, found)),
      definition: written(storedTrait(newest.definition)),
      usedBy: await usageOfTrait(db, workspaceId, catalog, found),
      versions: found.versions.map(({ version, createdAt, createdBy }) => ({
        version,
        createdAt: createdAt.toISOString(),
        createdBy: createdBy.name,
      })),
    };
  },
);

type Own = Awaited<ReturnType<Transaction["trait"]["findFirstOrThrow"]>> & {
  versions: {
    version: number;
    definition: Parameters<typeof storedTrait>[0];
    createdAt: Date;
    createdBy: { name: string };
  }[];
};

async function rowOf(catalog: Catalog, { id, entity, name, versions }: Own): Promise<TraitRow> {
  const { definition: json, version, createdAt, createdBy } = versions[0]!;
  const definition = storedTrait(json);
  const examined = await examine(catalog, entity, name, definition);
  const about = examined.trait ? aboutTrait(examined, entity) : null;
  return {
    id,
    entity,
    name,
    label: definition.label,
    kind: definition.kind,
    type: examined.trait ? typeOf(examined.catalog, entity, name) : null,
    pii: about?.pii ?? null,
    sentence: about?.sentence ?? "",
    version,
    problem: examined.trait
      ? null
      : (examined.problems[0]?.message ?? "It does not fit the catalog any more."),
    updatedAt: createdAt.toISOString(),
    updatedBy: createdBy.name,
  };
}

function fileRow(catalog: Catalog, entity: string, trait: Trait): TraitRow {
  const { pii, sentence } = aboutTrait({ trait, catalog, problems: [] }, entity);
  const { name, label, kind } = trait;
  const type = typeOf(catalog, entity, name);
  return {
    id: null,
    entity,
    name,
    label,
    kind,
    type,
    pii,
    sentence,
    version: null,
    problem: null,
    updatedAt: null,
    updatedBy: null,
  };
}

function typeOf(catalog: Catalog, entity: string, name: string): string | null {
  const type = valueType(catalog, entity, { trait: name });
  return "problem" in type ? null : typeText(type);
}

/** Types as people write them, so that what is read can be sent back. */
function written(definition: TraitDefinition): TraitView["definition"] {
  if (definition.kind === "value") return definition;
  return { ...definition, key: [...definition.key], type: typeText(definition.type) };
}
