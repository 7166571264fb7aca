import type { BigQuery } from "@google-cloud/bigquery";
import { z } from "zod";
import type { BrowsedColumn, BrowsedTable } from "@/lib/core/ports/warehouse";
import { browsedType } from "./browsed-type";
import type { Connection } from "./connection";
import { translateError } from "./errors";

/** Described at a time: a dataset may hold thousands of tables, and each is a request. */
const AT_A_TIME = 10;
const MOST_TABLES = 2_000;

/** What the service says of a table. */
const Described = z.object({
  type: z.string().default("TABLE"),
  numRows: z.coerce.number().optional(),
  schema: z
    .object({
      fields: z
        .array(
          z.object({
            name: z.string(),
            type: z.string(),
            mode: z.string().default("NULLABLE"),
            precision: z.coerce.number().optional(),
            scale: z.coerce.number().optional(),
          }),
        )
        .default([]),
    })
    .default({ fields: [] }),
  tableConstraints: z
    .object({
      primaryKey: z.object({ columns: z.array(z.string()).default([]) }).optional(),
      foreignKeys: z
        .array(
          z.object({
            referencedTable: z.object({ datasetId: z.string(), tableId: z.string() }),
            columnReferences: z.array(
              z.object({ referencingColumn: z.string(), referencedColumn: z.string() }),
            ),
          }),
        )
        .default([]),
    })
    .optional(),
});

/** The tables and views of the datasets of the settings, or of all there are. Descriptions are free, and no row is read. */
export async function browse(connection: Connection, signal?: AbortSignal): Promise<BrowsedTable[]> {
  try {
    const client = await connection.client();
    const places: [dataset: string, table: string][] = [];
    for (const dataset of await datasetsOf(connection, client)) {
      const [tables] = await client.dataset(dataset).getTables();
      places.push(...tables.map((table): [string, string] => [dataset, table.id ?? ""]));
      signal?.throwIfAborted();
    }
    const described: BrowsedTable[] = [];
    for (let from = 0; from < Math.min(places.length, MOST_TABLES); from += AT_A_TIME) {
      signal?.throwIfAborted();
      const some = places.slice(from, Math.min(from + AT_A_TIME, MOST_TABLES));
      described.push(...(await Promise.all(some.map((place) => describe(client, ...place)))));
    }
    return described.filter(({ columns }) => columns.length > 0);
  } catch (error) {
    throw signal?.aborted ? signal.reason : translateError(error);
  }
}

async function datasetsOf({ settings }: Connection, client: BigQuery): Promise<string[]> {
  if (settings.datasets) return settings.datasets;
  const [datasets] = await client.getDatasets();
  return datasets.flatMap(({ id }) => id ?? []).sort((a) => (a === settings.dataset ? -1 : 0));
}

async function describe(client: BigQuery, dataset: string, table: string): Promise<BrowsedTable> {
  const [metadata] = await client.dataset(dataset).table(table).getMetadata();
  const { type, numRows, schema, tableConstraints } = Described.parse(metadata);
  const isView = type.endsWith("VIEW");
  return {
    source: { kind: "table", table: [dataset, table] },
    kind: isView ? "view" : "table",
    columns: schema.fields.map(columnOf),
    primaryKey: tableConstraints?.primaryKey?.columns ?? [],
    foreignKeys: (tableConstraints?.foreignKeys ?? []).map(({ referencedTable, columnReferences }) => ({
      columns: columnReferences.map((one) => one.referencingColumn),
      table: [referencedTable.datasetId, referencedTable.tableId],
      references: columnReferences.map((one) => one.referencedColumn),
    })),
    approximateRows: isView ? null : (numRows ?? null),
  };
}

type DescribedField = z.output<typeof Described>["schema"]["fields"][number];

function columnOf(field: DescribedField): BrowsedColumn {
  const { name, type, mode } = field;
  const isList = mode === "REPEATED";
  return {
    name,
    type: isList ? null : browsedType(field),
    typeName: isList ? `ARRAY<${type}>` : type,
    nullable: mode !== "REQUIRED",
  };
}
