import { z } from "zod";
import { InvalidInput } from "@/lib/core/errors";
import type { DefinitionsAppliedView } from "@/lib/core/views/definitions";
import { createChangeSet } from "../../change-set/create";
import { service } from "../../service";
import { askAll, planOf } from "../plan";
import { filesInput, type Planning, planningOf } from "../plan/planning";
import { workspaceDefinitions } from "../workspace";
import { applyAudiences, applyShared, applySyncs, refusalOf } from "./steps";

const input = z.object({
  files: filesInput,
  askAll,
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
  async (scope, { files, askAll, note }): Promise<DefinitionsAppliedView> => {
    const planning = await planningOf(scope, files);
    const { changes, asks, blocked } = await planOf(planning, askAll);
    if (blocked.length > 0) throw blockedError(blocked);
    const done = changes.filter(({ does }) => does !== "nothing" && does !== "left");
    await applyShared(planning, done, note);
    await applyAudiences(planning, done);
    const refused = await applySyncs(planning, done);
    const isRefused = (name: string) => refused.some((one) => one.name === name);
    const names = asks.flatMap(({ name }) => (isRefused(name) ? [] : [name]));
    return { changes, refused, ...(await askFor(planning, names, note)) };
  },
);

type Asked = Pick<DefinitionsAppliedView, "requests" | "notAsked">;

/** One request a sync: its newest version with its audience's newest. What was refused is said, and does not stop the others. */
async function askFor({ scope }: Planning, names: readonly string[], note: string): Promise<Asked> {
  const asked: Asked = { requests: [], notAsked: [] };
  if (names.length === 0) return asked;
  const { ids, audiences, saved } = await workspaceDefinitions(scope);
  for (const { id, name, audienceId } of ids.syncs) {
    if (!names.includes(name)) continue;
    const slug = audiences.find((one) => ids.audiences.get(one.slug)?.id === audienceId)?.slug ?? "";
    const audienceVersion = saved.get(slug)?.version;
    if (audienceVersion === undefined) continue;
    const refusal = await refusalOf(async () => {
      const request = await createChangeSet(scope.actor, { syncId: id, audienceVersion, note });
      asked.requests.push({ id: request.id, sync: { id, name } });
    });
    if (refusal && refusal.code !== "NOTHING_NEW") asked.notAsked.push({ name, ...refusal });
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
