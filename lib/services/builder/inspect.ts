import type { Problem } from "@/lib/core/errors";
import { columnsOf } from "@/lib/core/segment/columns";
import { describe as describeSegment } from "@/lib/core/segment/describe";
import { parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import type { InspectView } from "@/lib/core/views";
import { personalProblems } from "../audience/personal";
import { currentCatalog } from "../catalog/current";
import { sql } from "../segment/sql";
import { service } from "../service";
import { treeInput } from "./question";

/** Problems, sentence, SQL and columns of a tree; asks the warehouse nothing. */
export const inspectSegment = service(
  { name: "segment.inspect", role: "viewer", input: treeInput },
  async ({ actor, db }, { tree }): Promise<InspectView> => {
    const { catalog } = await currentCatalog(db, actor.workspaceId);
    const { segment, problems } = parseSegment(tree, { catalog });
    if (!segment) return unfinished(problems);
    const personal = personalProblems(personalLiterals(segment, catalog));
    if (personal.length > 0) return unfinished(personal);
    return {
      problems: [],
      sentence: describeSegment(segment, catalog),
      sql: sql({ catalog, segment, asOf: new Date().toISOString() }).sql,
      touches: columnsOf(segment, catalog),
    };
  },
);

function unfinished(problems: Problem[]): InspectView {
  return { problems, sentence: "", sql: "", touches: [] };
}
