import { InvalidInput } from "@/lib/core/errors";
import type { SqlQuery } from "@/lib/core/ports/warehouse";

/** Of a query's text, its request, and its parameters (cloud.google.com/bigquery/quotas, 2026-11). */
const MOST_CHARACTERS = 1_024 * 1_024;
const MOST_BYTES = 10_000_000;
const MOST_PARAMETERS = 10_000;
/** What of a request is not the query. */
const ROOM = 100_000;

/** Refuses what BigQuery would refuse, in words its author understands. */
export function requireFit(query: SqlQuery): void {
  if (query.sql.length > MOST_CHARACTERS) {
    throw tooLarge(`its SQL has ${query.sql.length} characters, and BigQuery takes ${MOST_CHARACTERS}`);
  }
  if (query.parameters.length > MOST_PARAMETERS) {
    throw tooLarge(
      `it compares with ${query.parameters.length} values, and BigQuery takes ${MOST_PARAMETERS}`,
    );
  }
  const bytes = Buffer.byteLength(JSON.stringify(query));
  if (bytes > MOST_BYTES - ROOM) {
    throw tooLarge(`its lists are ${Math.ceil(bytes / 1e6)} MB, and BigQuery takes ${MOST_BYTES / 1e6}`);
  }
}

function tooLarge(why: string): InvalidInput {
  return new InvalidInput({
    code: "QUESTION_TOO_LARGE",
    message: `The question is too large for BigQuery: ${why}.`,
    fix: "Put long lists into a table of the warehouse and relate it, or ask in fewer conditions.",
  });
}
