import { describeAudience } from "@/lib/core/audience/describe";
import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, type Problem } from "@/lib/core/errors";
import { namedReferences } from "@/lib/core/segment/audiences";
import { columnsOf } from "@/lib/core/segment/columns";
import { asDefinition, parseSegment } from "@/lib/core/segment/parse";
import { personalLiterals } from "@/lib/core/segment/personal-literals";
import type { Segment } from "@/lib/core/segment/types";
import type { InspectView } from "@/lib/core/views/builder";
import { warehouses } from "@/lib/warehouses/registry.generated";
import type { AudienceBook } from "../audience/named";
import { personalProblems } from "../audience/personal";
import { withNames } from "../catalog/called";
import { catalogOf } from "../row-scope/reading";
import { sql } from "../segment/sql";
import { service } from "../service";
import { audiencesOfDraft, treeInput } from "./question";

/** Problems, sentence, SQL and columns of a tree; asks the warehouse nothing. */
export const inspectSegment = service(
  { name: "segment.inspect", role: "viewer", rows: "no_rows", input: treeInput },
  async ({ actor, db }, { tree, audienceId }): Promise<InspectView> => {
    const { catalog } = await catalogOf(db, actor);
    const audiences = await audiencesOfDraft(db, actor.workspaceId, tree, audienceId);
    const references = referencesOf(tree, audiences);
    const { segment, problems } = parseSegment(tree, { catalog, audiences });
    if (!segment) return unfinished(problems, references);
    const personal = personalProblems(personalLiterals(segment, catalog));
    if (personal.length > 0) return unfinished(personal, references);
    const dialects = everyDialect(catalog, segment);
    return {
      problems: [],
      references,
      sentence: describeAudience(asDefinition(tree), await withNames(db, actor.workspaceId, catalog)),
      sql: dialects[0]?.sql ?? "",
      dialects,
      touches: columnsOf(segment, catalog),
    };
  },
);

function unfinished(problems: Problem[], references: InspectView["references"]): InspectView {
  return { problems, references, sentence: "", sql: "", dialects: [], touches: [] };
}

/** Its own warehouse first. One that cannot be asked says why. */
function everyDialect(catalog: Catalog, segment: Segment): InspectView["dialects"] {
  const asOf = new Date().toISOString();
  const own = catalog.warehouse.kind;
  const all = Object.values(warehouses).sort((a, b) => Number(b.id === own) - Number(a.id === own));
  return all.map(({ id, label }) => {
    try {
      return { id, label, sql: sql({ catalog, segment, asOf, dialect: id }).sql, refusal: null };
    } catch (error) {
      // What is wrong with its own SQL is no other warehouse's shortcoming.
      if (id === own || !(error instanceof CoterieError)) throw error;
      return { id, label, sql: null, refusal: error.message };
    }
  });
}

/** Each audience it names, once a version: what is meant, and whether there is a newer one. */
function referencesOf(tree: unknown, audiences: AudienceBook): InspectView["references"] {
  return namedReferences(tree).flatMap(({ audience, version }) => {
    const known = audiences.audienceOf(audience);
    if (!known) return [];
    const { name, newest } = known;
    return [{ audience, name, version: version ?? newest, newest, isPinned: version !== undefined }];
  });
}
