import { z } from "zod";
import { CoterieError, InvalidInput } from "@/lib/core/errors";
import type { DefinitionsAppliedView } from "@/lib/core/views/definitions";
import { createChangeSet } from "../../change-set/create";
import { service } from "../../service";
import { planOf } from "../plan";
import { filesInput, type Planning, planningOf } from "../plan/planning";
import { workspaceDefinitions } from "../workspace";
import { applyAudiences, applyShared, applySyncs } from "./steps";

const input = z.object({
  files: filesInput,
  /** Why, for whoever decides on it and whoever reads the audit. */
  note: z.string().trim().min(1).max(2_000).default("Applied from a folder of definitions."),
});

/**
 * Makes of the workspace what a folder says, as far as the role of who applies goes: audiences and syncs as versions and drafts that
 * wait for approval, which is asked for; what no approval is bound to at once. Refused as a whole where anything is in the
 * way. What is not in the folder is left alone. The same folder again changes nothing.
 */
export const applyDefinitions = service(
  { name: "definitions.apply", role: "marketer", input },
  async (scope, { files, note }): Promise<DefinitionsAppliedView> => {
    const planning = await planningOf(scope, files);
    const { changes, asks, blocked } = await planOf(planning);
    if (blocked.length > 0) throw blockedError(blocked);
    const done = changes.filter(({ does }) => does !== "nothing" && does !== "left");
    await applyShared(planning, done, note);
    await applyAudiences(planning, done);
    await applySyncs(planning, done);
    return {
      changes,
      ...(await askFor(
        planning,
        asks.map(({ name }) => name),
        note,
      )),
    };
  },
);

type Asked = Pick<DefinitionsAppliedView, "requests" | "notAsked">;

/** One request a sync: its newest version with its audience's newest. What was refused is said, and does not stop the others. */
async function askFor({ scope }: Planning, names: readonly string[], note: string): Promise<Asked> {
  const asked: Asked = { requests: [], notAsked: [] };
  if (names.length === 0) return asked;
  const { ids, audiences, saved } = await workspaceDefinitions(scope);
  for (const { id, name, audience } of ids.syncs) {
    if (!names.includes(name)) continue;
    const sync = { id, name };
    const slug = audiences.find((one) => ids.audiences.get(one.slug)?.id === audience.id)?.slug ?? "";
    const version = saved.get(slug)?.version;
    if (version === undefined) continue;
    try {
      const request = await createChangeSet(scope.actor, { syncId: id, audienceVersion: version, note });
      asked.requests.push({ id: request.id, sync });
    } catch (error) {
      if (!(error instanceof CoterieError)) throw error;
      if (error.code === "NOTHING_NEW") continue;
      asked.notAsked.push({ sync, message: error.message, fix: error.fix ?? null });
    }
  }
  return asked;
}

function blockedError(problems: InvalidInput["problems"]): InvalidInput {
  const [first, ...others] = problems;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return new InvalidInput({
    code: first?.code ?? "BLOCKED",
    path: first?.path,
    message: `Nothing was applied. ${first?.path}: ${first?.message}${more}`,
    fix: first?.fix,
    problems,
  });
}
