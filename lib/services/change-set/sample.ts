import type { SampleView } from "@/lib/core/views/builder";
import { storedCatalog } from "@/lib/db/stored";
import { meaningOf } from "../audience/meaning";
import type { AudienceTables } from "../audience/named";
import { sample } from "../builder/sample";
import { type TraitTables, withOwnTraits } from "../trait/merged";
import type { LoadedChangeSet } from "./load";

/**
 * A few of the people it is about, masked, for whoever decides. Read when someone looks, for the application database
 * holds no people. A warehouse that does not answer must not hide the rest of the page.
 */
export async function sampleOf(
  db: AudienceTables & TraitTables,
  changeSet: LoadedChangeSet,
  signal?: AbortSignal,
): Promise<SampleView | null> {
  const { workspaceId, catalogVersion, audienceVersion, syncVersion, asOf } = changeSet;
  const read = async () => {
    const { segment } = await meaningOf(db, workspaceId, audienceVersion, syncVersion.split);
    const catalog = await withOwnTraits(db, workspaceId, storedCatalog(catalogVersion.content));
    const { baseFolder } = catalogVersion;
    return sample({ catalog, baseFolder, segment, asOf: asOf.toISOString(), signal });
  };
  return read().catch(() => null);
}
