import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import type { WarehouseDefinition } from "@/lib/core/ports/warehouse";
import type { WarehouseKindView, WarehouseSettingView } from "@/lib/core/views/warehouse";
import { warehouses } from "@/lib/warehouses/registry.generated";

/** Every warehouse by its id; a name from a file may be none of them. */
const byKind: Readonly<Record<string, WarehouseDefinition>> = warehouses;

export function allWarehouses(): WarehouseDefinition[] {
  return Object.values(byKind);
}

/** The definition of a kind of warehouse. Throws InvalidInput for a kind that is not installed. */
export function warehouseOf(kind: string): WarehouseDefinition {
  const definition = Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
  if (definition) return definition;
  throw new InvalidInput({
    code: "UNKNOWN_WAREHOUSE",
    message: `There is no warehouse of kind "${kind}".`,
    fix: `Use ${Object.keys(byKind)
      .map((id) => `"${id}"`)
      .join(" or ")}.`,
  });
}

/** What the connect form shows of a definition. */
export function warehouseKindView(definition: WarehouseDefinition): WarehouseKindView {
  const { id, label, secrets = [] } = definition;
  return { id, label, settings: settingsOf(definition), secrets: [...secrets] };
}

type Property = {
  title?: string;
  description?: string;
  type?: string;
  enum?: string[];
  const?: unknown;
  default?: unknown;
};
type Schema = { properties?: Record<string, Property>; required?: string[] };

/** Fields of the settings as their schema says. A reference to the environment is not one: here the secret itself is kept. */
function settingsOf({ settings, secrets = [] }: WarehouseDefinition): WarehouseSettingView[] {
  const schema = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" }) as Schema;
  return Object.entries(schema.properties ?? {})
    .filter(([id, property]) => property.const === undefined && !secrets.some((secret) => secret.id === id))
    .map(([id, property]) => ({
      id,
      label: property.title ?? labelOf(id),
      ...(property.description === undefined ? {} : { help: property.description }),
      required: (schema.required?.includes(id) ?? false) && property.default === undefined,
      ...inputOf(property),
      ...(property.default === undefined ? {} : { otherwise: typed(property.default) }),
    }));
}

function inputOf({ type, enum: options }: Property): Pick<WarehouseSettingView, "input" | "options"> {
  if (options) return { input: "choice", options };
  if (type === "array") return { input: "list" };
  return { input: type === "integer" || type === "number" ? "number" : "text" };
}

/** A setting as it stands in a form: lists with commas. */
export function typed(value: unknown): string {
  return Array.isArray(value) ? value.join(", ") : String(value ?? "");
}

/** What was typed, as the schema wants it; what was left empty is left out. */
export function untyped(
  definition: WarehouseDefinition,
  given: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const filled = settingsOf(definition).flatMap(({ id, input }): [string, unknown][] => {
    const text = given[id]?.trim() ?? "";
    if (text === "") return [];
    if (input === "list")
      return [
        [
          id,
          text
            .split(",")
            .map((part) => part.trim())
            .filter(Boolean),
        ],
      ];
    return [[id, input === "number" ? Number(text) : text]];
  });
  return { kind: definition.id, ...Object.fromEntries(filled) };
}

/** "maximumGigabytesBilled" as people read it. */
function labelOf(id: string): string {
  const words = id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
