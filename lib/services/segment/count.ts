import { compileCount } from "@/lib/core/compile/members";
import type { SegmentQuestion } from "./members";
import { openWarehouse } from "./open-warehouse";

/** How many rows meet the segment, of how many. */
export async function count(question: SegmentQuestion): Promise<{ members: number; population: number }> {
  const { catalog, segment, asOf, baseFolder, signal } = question;
  const { warehouse, dialect } = await openWarehouse(catalog, baseFolder);
  try {
    const query = compileCount({ segment, catalog, dialect, asOf });
    const [row] = await warehouse.rows(query, { signal });
    return { members: Number(row?.members), population: Number(row?.population) };
  } finally {
    await warehouse.close();
  }
}
