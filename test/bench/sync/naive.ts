import { DuckDBInstance } from "@duckdb/node-api";
import { identifierText } from "@/lib/core/identity/normalise";
import { metaNormalisers } from "@/lib/core/identity/platforms/meta";
import { BATCH_ROWS } from "./phases";
import { type Body, bodyOf, type Posting, postAll } from "./post";

export type NaiveJob = Posting & { table: string; token: string };

/** What one writes in an afternoon: read every row, hash it in JavaScript, post everyone every time, remember nothing. */
export async function prepareNaive(job: NaiveJob): Promise<() => Promise<void>> {
  const instance = await DuckDBInstance.create(job.table, { access_mode: "READ_ONLY", threads: "2" });
  const connection = await instance.connect();
  return async () => {
    const result = await connection.stream("SELECT email FROM people WHERE wanted AND consent");
    await postAll(job, job.token, bodies(hashes(result)));
    connection.closeSync();
    instance.closeSync();
  };
}

type Streamed = Awaited<ReturnType<Awaited<ReturnType<DuckDBInstance["connect"]>>["stream"]>>;

async function* hashes(result: Streamed): AsyncGenerator<string[]> {
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    const emails = chunk.getColumnValues(0) as string[];
    yield emails.flatMap((email) => identifierText(metaNormalisers.EMAIL, email) ?? []);
  }
}

async function* bodies(chunks: AsyncIterable<string[]>): AsyncGenerator<Body> {
  let rows: string[] = [];
  let sequence = 0;
  const take = (count: number): Body => {
    const content = bodyOf(
      rows
        .slice(0, count)
        .map((hash) => `["${hash}"]`)
        .join(),
      1,
      ++sequence,
    );
    rows = rows.slice(count);
    return { method: "POST", content };
  };
  for await (const chunk of chunks) {
    rows.push(...chunk);
    while (rows.length >= BATCH_ROWS) yield take(BATCH_ROWS);
  }
  if (rows.length > 0) yield take(rows.length);
}
