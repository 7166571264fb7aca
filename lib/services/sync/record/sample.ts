import { z } from "zod";
import { compileRecordSample } from "@/lib/core/membership/wanted-records";
import { recordTermsSchema } from "@/lib/core/record/schema";
import { mappedRows, type RecordTerms } from "@/lib/core/record/types";
import { SMALL_GROUP } from "@/lib/core/small-count";
import type { PriceView, SampleView } from "@/lib/core/views/builder";
import { storedTree } from "@/lib/db/stored";
import { loadAudience } from "../../audience/load";
import { ask } from "../../builder/ask";
import { priced } from "../../builder/budget";
import { agreedBytes, questionOf } from "../../builder/question";
import { definitionOf } from "../../destination/definitions";
import { loadDestination, policyInForce } from "../../destination/load";
import { type Scope, service } from "../../service";
import { sourceInput } from "./create";
import { describedTerms } from "./terms";

const ROWS = 10;

/** A few rows as they would leave, personal fields masked: those are never read. Fewer than ten rows give no sample. */
export const sampleRecords = service(
  {
    name: "sync.sample_records",
    role: "marketer",
    rows: "kept_within",
    input: z.object({
      source: sourceInput,
      destinationId: z.string(),
      objectId: z.string(),
      record: recordTermsSchema,
      agreedBytes,
    }),
  },
  async (
    scope,
    { source, destinationId, objectId, record, agreedBytes },
  ): Promise<SampleView | PriceView> => {
    const { actor, db } = scope;
    const question = await questionOf(scope, { tree: await treeOf(scope, source), agreedBytes });
    const { catalog, segment, asOf } = question;
    const destination = await loadDestination(db, actor.workspaceId, destinationId);
    const inForce = await policyInForce(db, destinationId);
    const { entity } = segment;
    const described = await describedTerms({ destination, catalog, entity, objectId, input: record });
    const terms = withoutProblems(described.terms, described.problems);
    if (!inForce) return { columns: [], rows: [], asOf };
    const { label } = definitionOf(destination.kind);
    return priced(async () => {
      let fields: ReturnType<typeof compileRecordSample>["fields"] = [];
      const found = await ask(scope, question, (dialect) => {
        const sample = compileRecordSample({ catalog, segment, inForce, terms, dialect, asOf, label }, ROWS);
        fields = sample.fields;
        return sample.query;
      });
      const rows = found.length < SMALL_GROUP ? [] : found;
      return {
        columns: fields.map(({ field, personal }) => ({
          ...{ name: field, label: terms.known[field]?.label ?? field, masked: personal },
        })),
        rows: rows.map((row) => fields.map((_, at) => textOf(row[`c${at}`]))),
        asOf,
      };
    });
  },
);

const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : String(value);

async function treeOf({ actor, db }: Scope, source: z.output<typeof sourceInput>): Promise<unknown> {
  if ("entity" in source) return { version: 1, entity: source.entity, where: { all: [] } };
  const { draftTree } = await loadAudience(db, actor.workspaceId, source.audienceId);
  return storedTree(draftTree);
}

/** A line that cannot be read yet is left out of the sample. */
function withoutProblems(terms: RecordTerms, problems: readonly { path: string }[]): RecordTerms {
  const isFine = (path: string) => !problems.some((problem) => problem.path.startsWith(path));
  const { mapping } = terms;
  const fine = new Set(
    mappedRows(mapping)
      .filter(({ path }) => isFine(path))
      .map(({ field }) => field),
  );
  const also = mapping.also?.filter(({ field }) => fine.has(field));
  const fields = mapping.fields.filter(({ field }) => fine.has(field));
  return { ...terms, mapping: { ...mapping, ...(also && { also }), fields } };
}
