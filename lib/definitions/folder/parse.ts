import type { ZodType, z } from "zod";
import { audienceSchema } from "@/lib/core/audience/schema";
import { parseTypeText } from "@/lib/core/catalog/column-type";
import { labelOf } from "@/lib/core/catalog/names";
import type { ColumnType } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { asDefinition } from "@/lib/core/segment/parse";
import type { Value } from "@/lib/core/segment/types";
import { nameOfAudience, withoutName } from "../audience-name";
import { parseCatalog } from "../catalog";
import { destinationFile, policyOf } from "../destination-schema";
import { parseWith } from "../parse-with";
import { listFile, type OwnTraitFile, ownTraitFile, prioritySetFile } from "../reference-schema";
import { syncFile } from "../sync-schema";
import { readYaml } from "../yaml";
import { placeOf } from "./layout";
import type { FileProblem, Folder, FolderFile, OwnTrait, Place } from "./types";

type Reading = {
  found: Omit<Mutable<Folder>, "placeOf">;
  places: Map<object, Place>;
  problems: FileProblem[];
};
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

/** What a folder says, each file for itself: everything that has the right form, and what is wrong with the rest. */
export async function parseFolder(
  files: readonly FolderFile[],
): Promise<{ folder: Folder; problems: FileProblem[] }> {
  const reading: Reading = {
    found: {
      ...{ catalog: null, traits: [], lists: [], destinations: [] },
      ...{ audiences: [], prioritySets: [], syncs: [] },
    },
    places: new Map(),
    problems: [],
  };
  for (const file of files) await readFile(reading, file);
  const placeOfThing = (thing: object) => reading.places.get(thing) ?? NOWHERE;
  return { folder: { ...reading.found, placeOf: placeOfThing }, problems: reading.problems };
}

const NOWHERE: Place = { file: "", lineOf: () => undefined };

async function readFile(reading: Reading, file: FolderFile): Promise<void> {
  const { found } = reading;
  const place = placeOf(file.path);
  if (!place) return refuse(reading, file, [UNKNOWN_PLACE]);
  const { stem: slug } = place;
  const keep = <T extends object>(all: T[], thing: T, lineOf: Place["lineOf"]) => {
    all.push(thing);
    reading.places.set(thing, { file: file.path, lineOf });
  };
  switch (place.kind) {
    case "catalog":
      return readCatalog(reading, file);
    case "trait":
      return read(reading, file, ownTraitFile, (value, lineOf) => {
        const trait = traitOf(value);
        if ("problem" in trait) refuse(reading, file, [trait.problem]);
        else keep(found.traits, trait, lineOf);
      });
    case "list":
      return read(reading, file, listFile, ({ version: _, ...list }, lineOf) =>
        keep(found.lists, { ...list, slug }, lineOf),
      );
    case "destination":
      return read(reading, file, destinationFile, ({ name, kind, policy }, lineOf) =>
        keep(found.destinations, { name, kind, policy: policy ? policyOf(policy) : null }, lineOf),
      );
    case "priority_set":
      return read(reading, file, prioritySetFile, ({ version: _, ...set }, lineOf) =>
        keep(found.prioritySets, { ...set, slug }, lineOf),
      );
    case "sync":
      return read(reading, file, syncFile, (value, lineOf) => keep(found.syncs, value, lineOf));
    case "audience": {
      if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(slug)) refuse(reading, file, [BAD_SLUG]);
      const { value, problems, lineOf } = readYaml(file.text);
      if (problems.length > 0) return refuse(reading, file, problems);
      const tree = asDefinition(inOrder(withoutName(value)));
      const name = nameOfAudience(value);
      const unnamed = { name: labelOf(slug.replaceAll("-", "_")), isUnnamed: true as const };
      keep(found.audiences, { slug, ...(name === null ? unnamed : { name }), tree }, lineOf);
    }
  }
}

/** Keys in the order of the language where it is of the language at all; what is not is told by whoever checks it. */
export function inOrder(definition: unknown): unknown {
  const read = audienceSchema.safeParse(definition);
  return read.success ? read.data : definition;
}

function read<S extends ZodType>(
  reading: Reading,
  file: FolderFile,
  schema: S,
  keep: (value: z.output<S>, lineOf: Place["lineOf"]) => void,
): void {
  const { value, problems, lineOf } = parseWith(schema, file.text);
  refuse(reading, file, problems);
  if (value !== null) keep(value, lineOf);
}

async function readCatalog(reading: Reading, file: FolderFile): Promise<void> {
  const { catalog, problems } = await parseCatalog(file.text);
  if (reading.found.catalog) refuse(reading, file, [TWO_CATALOGS]);
  refuse(reading, file, problems);
  if (!catalog) return;
  reading.found.catalog = { catalog, text: file.text };
  reading.places.set(reading.found.catalog, { file: file.path, lineOf: readYaml(file.text).lineOf });
}

function refuse({ problems }: Reading, { path: file }: FolderFile, found: readonly Problem[]): void {
  problems.push(...found.map((problem) => ({ ...problem, file })));
}

/** Which of the two kinds it is; the same rules as in a catalog. */
function traitOf(file: OwnTraitFile): OwnTrait | { problem: Problem } {
  const { entity, name, description, value, sql, key, column, type, pii } = file;
  const named = { label: file.label ?? labelOf(name), ...(description === undefined ? {} : { description }) };
  // Safe to say: whoever takes a trait looks at every node of it.
  if (value !== undefined && sql === undefined) {
    return { entity, name, definition: { ...named, kind: "value", value: value as unknown as Value } };
  }
  if (sql === undefined || value !== undefined || !key || !column || !type) return { problem: TRAIT_KIND };
  return {
    ...{ entity, name },
    definition: {
      ...{ ...named, kind: "sql", sql: sql.trim(), key: typeof key === "string" ? [key] : key, column },
      type: typeOf(type),
      pii: pii === undefined || pii === "none" ? null : pii,
    },
  };
}

function typeOf(text: string): ColumnType {
  const type = parseTypeText(text);
  // The schema has refused texts that are no types.
  return "message" in type ? { kind: "text" } : type;
}

const UNKNOWN_PLACE: Problem = {
  code: "UNKNOWN_PLACE",
  path: "",
  message: "Nothing is read from here.",
  fix: "Put it where its kind belongs (catalog.yaml, audiences/, destinations/, syncs/, traits/, lists/, priority-sets/), or out of the folder.",
};

const TWO_CATALOGS: Problem = {
  code: "TWO_CATALOGS",
  path: "",
  message: "There is another catalog file here.",
  fix: "Keep one of them.",
};

const BAD_SLUG: Problem = {
  code: "BAD_NAME",
  path: "",
  message: "The file of an audience is called as others name it: small letters, digits and hyphens.",
  fix: "Rename the file; `name` in it says what people call the audience.",
};

const TRAIT_KIND: Problem = {
  code: "TRAIT_KIND",
  path: "",
  message: "A trait is made of a `value`, or of `sql` with its `key`, `column` and `type`.",
  fix: "Keep one of the two, whole.",
};
