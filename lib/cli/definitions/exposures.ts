import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { SyncSourcesView } from "@/lib/core/views/exposure";
import { print } from "../output";
import { addressOf, askCoterie } from "../sync/client";

/** Writes the syncs of a workspace as dbt exposures, and says which tables dbt knows nothing of. */
export async function writeExposures(
  file: string,
  manifestFile: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { dbtExposures } = await import("@/lib/definitions/dbt/exposures");
  const { readDbtManifest } = await import("@/lib/definitions/dbt/read");
  const manifest = manifestFile === undefined ? null : await readDbtManifest(manifestFile);
  const syncs = await askCoterie<SyncSourcesView[]>("/definitions/sources", { signal });
  const { text, unknown } = dbtExposures(syncs, manifest, (id) => addressOf(`/syncs/${id}`));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  await print(`${file}: ${syncs.length} ${syncs.length === 1 ? "exposure" : "exposures"}.\n`);
  for (const table of unknown)
    await print(`${table} is in no model, seed, snapshot or source of the manifest.\n`);
}
