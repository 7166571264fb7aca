import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import type { AudienceView, StagesView } from "@/lib/core/views/audience";

/** Edits of one name that follow each other closely are undone together. */
export type EditDefinition = (
  change: (definition: AudienceDefinition) => AudienceDefinition,
  merge?: string,
) => void;

export type SettingProps = {
  definition: AudienceDefinition;
  edit: EditDefinition;
  audience: Pick<AudienceView, "id" | "slug" | "name">;
  catalog: Catalog;
  readOnly: boolean;
  stages: StagesView | undefined;
};

/** What chance goes by: new for every limit or split, so that no two draw the same people. */
export function freshSalt(): string {
  return crypto.randomUUID().slice(0, 8);
}
