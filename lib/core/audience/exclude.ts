import type { AudienceDefinition, AudienceReference } from "./types";

/** The definition without the members of another audience as well; one that is excluded already stays as it is. */
export function excluding(definition: AudienceDefinition, reference: AudienceReference): AudienceDefinition {
  const { exclude = [] } = definition;
  if (exclude.some(({ audience }) => audience === reference.audience)) return definition;
  return { ...definition, exclude: [...exclude, reference] };
}
