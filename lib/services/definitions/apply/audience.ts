import type { NamedAudience } from "@/lib/definitions/folder/types";
import type { Actor } from "../../actor";
import { createAudience } from "../../audience/create";
import { saveDraft } from "../../audience/save-draft";
import { saveVersion } from "../../audience/save-version";
import type { AudienceState } from "../workspace";

/** As a draft first, and then as a version, which sends nothing before it is approved. */
export async function saveFromFile(
  actor: Actor,
  { name, tree }: NamedAudience,
  { id, revision }: Pick<AudienceState, "id" | "revision">,
): Promise<void> {
  const saved = await saveDraft.from(actor, { id, tree, name, revision });
  await saveVersion(actor, { id, revision: saved.revision });
}

/** One that is not there yet, as a draft of everyone. */
export async function createFromFile(
  actor: Actor,
  { slug, name, tree }: NamedAudience,
): Promise<Pick<AudienceState, "id" | "revision">> {
  const { id } = await createAudience(actor, { name, entity: tree.entity, slug });
  return { id, revision: 1 };
}
