import type { Catalog } from "@/lib/core/catalog/types";
import { compileMembers } from "@/lib/core/compile/members";
import { InvalidInput } from "@/lib/core/errors";
import type { Segment } from "@/lib/core/segment/types";
import { openWarehouse } from "./open-warehouse";

export type SegmentQuestion = {
  catalog: Catalog;
  segment: Segment;
  /** The instant the question is asked at, as ISO text in UTC. */
  asOf: string;
  /** What relative paths of the catalog are relative to. */
  baseFolder: string;
  /** Aborting stops the query in the warehouse. */
  signal?: AbortSignal;
};

/** The members' keys, sorted bytewise, in batches; memory does not grow with the audience. */
export async function* members(question: SegmentQuestion): AsyncIterable<readonly string[]> {
  const { catalog, segment, asOf, baseFolder, signal } = question;
  const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
  try {
    const query = compileMembers({ segment, catalog, dialect, asOf });
    let last: string | undefined;
    for await (const batch of warehouse.texts(query, { signal })) {
      for (const key of batch) {
        if (key === last) throw notUnique(catalog, segment);
        last = key;
      }
      yield batch;
    }
  } finally {
    await warehouse.close();
  }
}

function notUnique(catalog: Catalog, segment: Segment): InvalidInput {
  const entity = catalog.entities[segment.entity]!;
  return new InvalidInput({
    code: "KEY_NOT_UNIQUE",
    message: `Several rows of ${entity.name} have the same ${entity.key.join(", ")}, so members cannot be told apart.`,
    fix: `Ask the data team to make ${entity.key.join(", ")} unique, or to name another key in the catalog.`,
  });
}
