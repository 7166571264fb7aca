import type { Command } from "commander";
import { isSame } from "@/lib/core/canonical";
import { CoterieError, InvalidInput } from "@/lib/core/errors";
import type { MemberRow } from "@/lib/core/views/member";
import type { SyncRow, SyncView } from "@/lib/core/views/sync";
import type { SyncFile } from "@/lib/definitions/sync-schema";
import { interruptible } from "../interrupt";
import { print } from "../output";
import { askCoterie, findSync } from "./client";

export function registerExport(sync: Command): void {
  sync
    .command("export")
    .description("print a sync as a file")
    .argument("<sync>", "its name or id")
    .action((wanted: string) =>
      interruptible(async (signal) => {
        const { syncText } = await import("@/lib/definitions/sync");
        const { id } = await findSync(wanted, signal);
        const view = await askCoterie<SyncView>(`/syncs/${id}`, { signal });
        await print(syncText(view, await namesOf(signal)));
      }),
    );
}

export function registerApply(sync: Command): void {
  sync
    .command("apply")
    .description("bring schedule, blackout, end date, owner, labels and description to what a file says")
    .argument("<file>", "a sync as a file")
    .action((path: string) => interruptible((signal) => apply(path, signal)));
}

/** Only what no approval is bound to: where the file says otherwise of the rest, nothing is changed at all. */
async function apply(path: string, signal: AbortSignal): Promise<void> {
  const { boundOf, loadSyncFile, timingOf } = await import("@/lib/definitions/sync");
  const file = await loadSyncFile(path);
  const { id } = await findSync(file.name, signal);
  const view = await askCoterie<SyncView>(`/syncs/${id}`, { signal });
  requireSameBound(path, file, boundOf(view));
  const names = await namesOf(signal);
  const timing = timingOf(file, names);
  const description = {
    description: file.description ?? "",
    labels: file.labels ?? [],
    ...ownerOf(file, names),
  };
  const base = `/syncs/${id}`;
  await askCoterie(`${base}/timing`, { method: "PUT", body: timing, signal });
  const after = await askCoterie<SyncView>(`${base}/description`, {
    method: "PUT",
    body: description,
    signal,
  });
  await print(`${after.name}: ${after.timing.words}\n`);
}

async function namesOf(signal: AbortSignal) {
  const [syncs, members] = await Promise.all([
    askCoterie<SyncRow[]>("/syncs", { signal }),
    askCoterie<MemberRow[]>("/members", { signal }),
  ]);
  return { syncs, members };
}

function requireSameBound(path: string, file: SyncFile, now: object): void {
  const said = Object.fromEntries(
    Object.keys({ ...now, share: 0 }).map((key) => [key, file[key as keyof SyncFile]]),
  );
  const differs = Object.keys(said).filter(
    (key) => !isSame(said[key] ?? null, (now as Record<string, unknown>)[key] ?? null),
  );
  if (differs.length === 0) return;
  throw new CoterieError({
    code: "NEEDS_APPROVAL",
    path,
    message: `${path} says otherwise of ${differs.join(", ")}, which only an approval changes.`,
    remedy: "ask_approver",
    fix: "Change it on the sync's page and ask for approval, then export the file again.",
  });
}

function ownerOf({ owner }: SyncFile, { members }: { members: readonly MemberRow[] }): { ownerId?: string } {
  if (owner === undefined) return {};
  const member = members.find(({ email }) => email === owner.toLowerCase());
  if (member) return { ownerId: member.id };
  throw new InvalidInput({
    code: "NOT_A_MEMBER",
    message: `${owner} is not the address of a member.`,
    fix: "Write the address of someone who is.",
    path: "owner",
  });
}
