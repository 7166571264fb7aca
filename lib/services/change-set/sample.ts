import type { SampleView } from "@/lib/core/views";
import { storedCatalog, storedTree } from "@/lib/db/stored";
import { sample } from "../builder/sample";
import type { LoadedChangeSet } from "./load";

/**
 * A few of the people it is about, masked, for whoever decides. Read when someone looks, for the application database
 * holds no people. A warehouse that does not answer must not hide the rest of the page.
 */
export async function sampleOf(changeSet: LoadedChangeSet, signal?: AbortSignal): Promise<SampleView | null> {
  const { catalogVersion, audienceVersion, asOf } = changeSet;
  const question = {
    catalog: storedCatalog(catalogVersion.content),
    baseFolder: catalogVersion.baseFolder,
    segment: storedTree(audienceVersion.tree),
    asOf: asOf.toISOString(),
    signal,
  };
  return sample(question).catch(() => null);
}
