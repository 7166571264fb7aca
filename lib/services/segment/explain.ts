import { compileExplanation } from "@/lib/core/compile/explain";
import { type Explained, readExplanation } from "@/lib/core/segment/explain";
import type { SegmentQuestion } from "./members";
import { openWarehouse } from "./open-warehouse";

/**
 * Why the row with that key is in the segment, or is not; null where there is no such row. Values are as the warehouse has them:
 * whoever shows them hides what its reader may not see, by their tags.
 */
export async function explain(question: SegmentQuestion & { key: string }): Promise<Explained | null> {
  const { catalog, segment, asOf, baseFolder, signal, key } = question;
  const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
  try {
    const query = compileExplanation({ segment, catalog, dialect, asOf }, key);
    const [row] = query ? await warehouse.rows(query, { signal }) : [];
    return row ? readExplanation(segment, catalog, row) : null;
  } finally {
    await warehouse.close();
  }
}
