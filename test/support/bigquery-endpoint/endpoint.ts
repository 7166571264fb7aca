import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import type { Answerer, RestField } from "./answers";
import { type JobState, Jobs } from "./jobs";
import { Refusal } from "./refusal";

export type EndpointTable = { dataset: string; table: string; fields: readonly RestField[] };

/** A stand-in for BigQuery's REST interface behind a real socket on loopback. */
export type Endpoint = {
  url: string;
  jobs(): JobState[];
  /** The next requests whose path holds the text are refused so, as often as said. */
  refuse(path: string, refusal: Refusal, times?: number): void;
  /** Jobs whose SQL holds the text run until they are cancelled. */
  hold(text: string | null): void;
  close(): Promise<void>;
};

type Planned = { path: string; refusal: Refusal; left: number };

export async function startEndpoint(
  answerer: Answerer,
  { project, tables = [] }: { project: string; tables?: readonly EndpointTable[] },
): Promise<Endpoint> {
  const jobs = new Jobs(answerer, project);
  const planned: Planned[] = [];
  const server = createServer((message, response) => {
    handle(message, jobs, tables, planned).then(
      (body) => send(response, 200, body),
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : new Refusal(500, "internalError", String(error));
        send(response, refusal.status, refusal);
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the endpoint listens nowhere");
  return {
    url: `http://127.0.0.1:${address.port}`,
    jobs: () => jobs.states(),
    refuse: (path, refusal, times = 1) => planned.push({ path, refusal, left: times }),
    hold: (text) => {
      jobs.held = text;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  message: IncomingMessage,
  jobs: Jobs,
  tables: readonly EndpointTable[],
  planned: Planned[],
): Promise<object> {
  const url = new URL(message.url ?? "/", "http://endpoint");
  const body = await readBody(message);
  const due = planned.find(({ path, left }) => left > 0 && url.pathname.includes(path));
  if (due) {
    due.left -= 1;
    throw due.refusal;
  }
  const path = url.pathname.replace(/^\/bigquery\/v2\/projects\/[^/]+/, "");
  const [, id = ""] = /^\/(?:jobs|queries)\/([^/]+)/.exec(path) ?? [];
  const route = `${message.method} ${id ? path.replace(id, ":id") : path}`;
  if (route === "POST /jobs") return jobs.insert(body);
  if (route === "GET /jobs/:id") return jobs.get(id);
  if (route === "POST /jobs/:id/cancel") return jobs.cancel(id);
  if (route === "GET /queries/:id") return jobs.results(id, url.searchParams);
  return listing(path, tables);
}

function listing(path: string, tables: readonly EndpointTable[]): object {
  const [, datasets, dataset, part, table] = path.split("/");
  if (datasets !== "datasets") throw new Refusal(404, "notFound", `Not found: ${path}`);
  if (!dataset) {
    const names = [...new Set(tables.map((one) => one.dataset))];
    return { datasets: names.map((datasetId) => ({ id: datasetId, datasetReference: { datasetId } })) };
  }
  const inside = tables.filter((one) => one.dataset === dataset);
  if (inside.length === 0) throw new Refusal(404, "notFound", `Not found: Dataset ${dataset}`);
  if (part !== "tables") return { datasetReference: { datasetId: dataset } };
  const described = inside.map((one) => ({
    tableReference: { datasetId: dataset, tableId: one.table },
    type: "TABLE",
    schema: { fields: one.fields },
  }));
  if (!table)
    return { tables: described.map(({ schema: _, ...rest }) => rest), totalItems: described.length };
  const found = described.find((one) => one.tableReference.tableId === table);
  if (found) return found;
  throw new Refusal(404, "notFound", `Not found: Table ${dataset}.${table}`);
}

async function readBody(message: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece);
  const raw = Buffer.concat(pieces);
  const bytes = message.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw;
  return bytes.length === 0 ? undefined : JSON.parse(bytes.toString("utf8"));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=UTF-8" });
  response.end(JSON.stringify(body));
}
