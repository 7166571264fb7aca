import type { Input, Writing } from "./inputs";
import { type ObjectType, problemOf } from "./properties";
import { invalidValues } from "./refusals";
import type { StoredRecord, World } from "./world";

type RowProblem = {
  status: "error";
  category: string;
  message: string;
  context: Readonly<Record<string, readonly string[]>>;
};
type Put = { put: { id: string; properties: Record<string, string> }; isNew: boolean };
export type Prepared = { input: Input } & (Put | { status: number; problem: RowProblem });

/** What each input of a batch would do, or why it is refused; nothing is written yet. */
export function prepare(world: World, type: ObjectType, verb: Writing, inputs: readonly Input[]): Prepared[] {
  /** Values of keys that inputs before this one take, to the record they give them to. */
  const taken = new Map<string, string>();
  return inputs.map((input) => {
    const one = prepareOne(world, type, verb, input, taken);
    if ("put" in one) {
      for (const [name, value] of keysOf(world, type, one.put.properties)) {
        taken.set(`${name} ${value.toLowerCase()}`, one.put.id);
      }
    }
    return { input, ...one };
  });
}

function prepareOne(
  world: World,
  type: ObjectType,
  verb: Writing,
  input: Input,
  taken: ReadonlyMap<string, string>,
): Put | { status: number; problem: RowProblem } {
  const { id = "", idProperty } = input;
  const table = world.tables[type];
  const existing = verb === "create" ? undefined : table.find(idProperty, id);
  if (verb === "update" && !existing)
    return refused(404, "OBJECT_NOT_FOUND", "Could not get it", { ids: [id] });
  const named = verb === "upsert" && idProperty ? { [idProperty]: id } : {};
  const properties = { ...named, ...input.properties };
  const problems = Object.entries(properties).flatMap(([name, value]) => {
    const error = problemOf(table.properties.get(name), value);
    return error === null || name in named ? [] : [{ name, error }];
  });
  if (problems.length > 0) return refused(400, "VALIDATION_ERROR", invalidValues(problems));
  for (const [name, value] of keysOf(world, type, properties)) {
    const holder = table.find(name, value)?.id ?? taken.get(`${name} ${value.toLowerCase()}`);
    if (holder !== undefined && holder !== existing?.id) return occupied(name, holder);
  }
  return put(world, existing, properties, verb === "upsert" && idProperty === "email");
}

function put(
  world: World,
  existing: StoredRecord | undefined,
  properties: Record<string, string>,
  byEmail: boolean,
): Put {
  if (!existing) return { put: { id: world.newId(), properties }, isNew: true };
  // HubSpot supports no partial upsert by email, and does not say what becomes of the rest: here the worst does.
  const lost = byEmail ? Object.fromEntries(Object.keys(existing.properties).map((name) => [name, ""])) : {};
  return {
    put: { id: existing.id, properties: { ...lost, ...forwards(world, existing, properties) } },
    isNew: false,
  };
}

/** A lifecycle stage moves forward, or is emptied; anything else is ignored without a word. */
function forwards(
  world: World,
  { properties: present }: StoredRecord,
  { lifecyclestage: stage, ...rest }: Record<string, string>,
): Record<string, string> {
  if (stage === undefined) return rest;
  const options = world.tables.contacts.properties.get("lifecyclestage")?.options ?? [];
  const place = (value: string | undefined) => options.findIndex((option) => option.value === value);
  return stage === "" || place(stage) > place(present.lifecyclestage)
    ? { ...rest, lifecyclestage: stage }
    : rest;
}

const keysOf = (world: World, type: ObjectType, properties: Readonly<Record<string, string>>) =>
  Object.entries(properties).filter(([name, value]) => value !== "" && world.tables[type].isKey(name));

function occupied(name: string, holder: string) {
  if (name === "email")
    return refused(409, "CONFLICT", `Contact already exists. Existing ID: ${holder}`, {
      existingId: [holder],
    });
  return refused(400, "VALIDATION_ERROR", invalidValues([{ name, error: "CONFLICTING_UNIQUE_VALUE" }]));
}

const refused = (status: number, category: string, message: string, context: RowProblem["context"] = {}) => ({
  status,
  problem: { status: "error" as const, category, message, context },
});
