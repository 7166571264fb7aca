import { z } from "zod";
import { setOf } from "@/lib/core/destination/capability";
import { InvalidInput } from "@/lib/core/errors";
import type { DestinationDefinition, SetDefinition } from "@/lib/core/ports/destination";
import type { DestinationKindView, SettingView } from "@/lib/core/views/destination";
import { destinations } from "@/lib/destinations/registry.generated";

/** Safe: a definition only ever meets settings that its own schema parsed. */
const byKind = destinations as unknown as Readonly<Record<string, DestinationDefinition>>;

export function allDefinitions(): DestinationDefinition[] {
  return Object.values(byKind);
}

/** The definition of a kind, where it is installed: what already ran is shown either way. */
export function installedDefinition(kind: string): DestinationDefinition | undefined {
  return Object.hasOwn(byKind, kind) ? byKind[kind] : undefined;
}

/** The definition of a kind of destination. Throws InvalidInput for a kind that is not installed. */
export function definitionOf(kind: string): DestinationDefinition {
  const definition = installedDefinition(kind);
  if (definition) return definition;
  throw new InvalidInput({
    code: "UNKNOWN_DESTINATION",
    message: `There is no destination of the kind "${kind}".`,
    fix: `Use one of ${Object.keys(byKind).join(", ")}.`,
    path: "kind",
  });
}

/** The same as a destination that takes audiences. Throws for one that takes none. */
export function setDefinitionOf(kind: string): SetDefinition {
  return setOf(definitionOf(kind));
}

/** The same of any destination, with nothing to map where it takes no audiences. */
export function mappedDefinitionOf(
  kind: string,
): Pick<SetDefinition, "id" | "label" | "fields" | "identifiers" | "attributes"> {
  const { id, label, set } = definitionOf(kind);
  return { id, label, ...(set ?? { fields: [], identifiers: [], attributes: [] }) };
}

/** What forms and cards show of a definition. */
export function kindView(definition: DestinationDefinition): DestinationKindView {
  const { id, label, summary, secrets, set, record, notes } = definition;
  const { fields = [], attributes = [], identifiers = [] } = set ?? {};
  return {
    id,
    label,
    summary,
    settings: settingsOf(definition),
    secrets: [...secrets],
    kinds: [...(set ? ["set" as const] : []), ...(record ? ["record" as const] : [])],
    fields: [...fields, ...attributes].map(({ id, label, form, tags }) => ({ id, label, form, tags })),
    identifiers: [...identifiers],
    notes,
  };
}

type SettingSchema = {
  title?: string;
  description?: string;
  enum?: readonly string[];
  default?: unknown;
  /** What people call the choices, by value; of a setting's meta. */
  labels?: Readonly<Record<string, string>>;
};
type SettingsSchema = { properties?: Record<string, SettingSchema>; required?: string[] };

function settingsOf({ settings }: DestinationDefinition): SettingView[] {
  const schema = z.toJSONSchema(settings, { io: "input" }) as SettingsSchema;
  return Object.entries(schema.properties ?? {}).map(([id, setting]) => ({
    id,
    label: setting.title ?? id,
    ...(setting.description === undefined ? {} : { help: setting.description }),
    required: schema.required?.includes(id) ?? false,
    ...(setting.enum
      ? { choices: setting.enum.map((value) => ({ value, label: setting.labels?.[value] ?? value })) }
      : {}),
    ...(setting.default === undefined ? {} : { initial: String(setting.default) }),
  }));
}
