import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { BATCH_ROWS } from "./phases";
import { type Body, bodyOf, type Posting, postAll } from "./post";

/** Queries of one column, `id`: who has to leave and who has to come. */
export type BodiesJob = Posting & { folder: string; token: string; leaving: string; coming: string };

/** The bodies of a mirror's changes, ready in files before the clock starts: what is left is posting. */
export async function prepareBodies(job: BodiesJob): Promise<() => Promise<void>> {
  await mkdir(job.folder, { recursive: true });
  const files = [
    ...(await write("DELETE", job.leaving, job.folder)),
    ...(await write("POST", job.coming, job.folder)),
  ];
  return () => postAll(job, job.token, read(files));
}

type Written = { method: Body["method"]; file: string };

async function write(method: Body["method"], ids: string, folder: string): Promise<Written[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const result = await connection.stream(
    `SELECT string_agg('["' || sha256('person.' || id || '@people.test') || '"]', ',') AS rows
     FROM (SELECT id, row_number() OVER () - 1 AS place FROM (${ids})) GROUP BY place // ${BATCH_ROWS}`,
  );
  const files: Written[] = [];
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk()) {
    for (const rows of chunk.getColumnValues(0)) {
      const file = join(folder, `${method}-${files.length}.json`);
      await writeFile(file, bodyOf(String(rows), method === "POST" ? 2 : 1, files.length + 1));
      files.push({ method, file });
    }
  }
  connection.closeSync();
  instance.closeSync();
  return files;
}

async function* read(files: readonly Written[]): AsyncGenerator<Body> {
  for (const { method, file } of files) yield { method, content: await readFile(file) };
}
