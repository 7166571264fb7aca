import type { PriceView, SampleView } from "@/lib/core/views/builder";
import { storedCatalog } from "@/lib/db/stored";
import { meaningOf } from "../audience/meaning";
import { sampleOf } from "../builder/sample";
import { readBy } from "../row-scope/reading";
import type { Scope } from "../service";
import { withOwnTraits } from "../trait/merged";
import type { LoadedChangeSet } from "./load";

/**
 * A few of the people it is about, masked, for whoever decides, within their budget. Read when someone looks, for the
 * application database holds no people. A warehouse that does not answer must not hide the rest of the page.
 */
export async function sampleOfChangeSet(
  scope: Scope,
  changeSet: LoadedChangeSet,
  agreedBytes: number | undefined,
): Promise<SampleView | PriceView | null> {
  const { db, signal } = scope;
  const { workspaceId, catalogVersion, audienceVersion, syncVersion, asOf } = changeSet;
  const read = async () => {
    const { segment } = await meaningOf(db, workspaceId, audienceVersion, syncVersion.split);
    const stored = storedCatalog(catalogVersion.content);
    const catalog = readBy(scope.actor, await withOwnTraits(db, workspaceId, stored));
    const { baseFolder } = catalogVersion;
    return sampleOf(scope, {
      ...{ workspaceId, catalog, baseFolder, segment, asOf: asOf.toISOString() },
      ...{ agreedBytes, signal },
    });
  };
  return read().catch(() => null);
}
