import type { NamedAudience } from "@/lib/definitions/folder/types";
import type { Actor } from "../../actor";
import { createAudience } from "../../audience/create";
import { saveDraft } from "../../audience/save-draft";
import { saveVersion } from "../../audience/save-version";
import type { AudienceState } from "../workspace";

/** An audience as its file says it: as a draft first, and then as a version, which sends nothing before it is approved. */
export async function saveFromFile(
  actor: Actor,
  { slug, name, tree }: NamedAudience,
  state: AudienceState | undefined,
): Promise<{ id: string; version: number }> {
  const { id, revision } = state ?? {
    ...(await createAudience(actor, { name, entity: tree.entity, slug })),
    revision: 1,
  };
  const saved = await saveDraft.from(actor, { id, tree, name, revision });
  const { version } = await saveVersion(actor, { id, revision: saved.revision });
  return { id, version };
}
