import { Conflict, CoterieError } from "@/lib/core/errors";
import type { SyncAppliedView } from "@/lib/core/views/definitions";
import { addressOf, askCoterie, findSync } from "./client";

/** With where to look at it. */
export type Applied = SyncAppliedView & { link: string };

/** Makes a sync what its file says; what only an approval changes is asked for. */
export async function applySync(path: string, signal: AbortSignal): Promise<Applied> {
  const { loadSyncFile } = await import("@/lib/definitions/sync");
  const { readDefinition } = await import("@/lib/definitions/file");
  const { name } = await loadSyncFile(path);
  const body = { text: await readDefinition(path, "sync"), path };
  try {
    const applied = await askCoterie<SyncAppliedView>("/definitions/sync", { body, signal });
    const { id, outcome, request } = applied;
    const isAsked = outcome === "asked" && request !== null;
    return { ...applied, link: addressOf(isAsked ? `/approvals/${request}` : `/syncs/${id}`) };
  } catch (error) {
    throw await withAddress(error, name, signal);
  }
}

/** Where the request is that waits: only this side knows the address. */
async function withAddress(error: unknown, name: string, signal: AbortSignal): Promise<unknown> {
  if (!(error instanceof CoterieError) || error.code !== "REQUEST_OPEN") return error;
  const { openRequest } = await findSync(name, signal);
  const at = `: ${addressOf(`/approvals/${openRequest}`)}`;
  return new Conflict(error.code, error.message.replace(/\.$/, at), error.fix ?? "");
}
