import { resolve } from "node:path";
import { readByAudience, readByPolicy } from "@/lib/core/approval/bind";
import type { Catalog, Entity } from "@/lib/core/catalog/types";
import { filledColumns, newestRow, otherValues } from "@/lib/core/guards/queries";
import type {
  ColumnFact,
  DbtFact,
  Facts,
  GuardId,
  TableFact,
  TableRole,
  ValuesFact,
} from "@/lib/core/guards/types";
import type { Dialect, SqlQuery, Warehouse } from "@/lib/core/ports/warehouse";
import { isSmall } from "@/lib/core/small-count";
import { dbtFacts } from "@/lib/definitions/dbt/facts";
import { readDbtArtifacts } from "@/lib/definitions/dbt/read";
import type { Subject } from "./subject";

type Asking = { subject: Subject; warehouse: Warehouse; dialect: Dialect; signal: AbortSignal };

/** An entity, cut down to what of it is read. */
type Read = { entity: Entity; role: TableRole };

export type SourceFacts = Pick<Facts, "tables" | "columns" | "values" | "dbt"> & {
  /** "entity.column" of those with no value in any row. */
  emptyColumns: string[];
};

/** What the source guards look at, of the tables and columns this sync reads; nothing is asked for guards that are off. */
export async function sourceFacts(asking: Asking, isOn: (guard: GuardId) => boolean): Promise<SourceFacts> {
  const reads = readEntities(asking.subject);
  const columns = isOn("contract") ? await brokenColumns(asking, reads) : [];
  const isThere = ({ entity }: Read) => !columns.some((fact) => fact.entity === entity.name);
  const whole = reads.filter(isThere);
  return {
    tables: isOn("freshness") ? await newestRows(asking, whole) : [],
    columns,
    emptyColumns: isOn("contract") ? await emptyColumns(asking, whole) : [],
    values: isOn("values") ? await unacceptedValues(asking, whole) : [],
    dbt: isOn("dbt") ? await dbtSays(asking.subject, reads) : null,
  };
}

/** What an approval binds is what is read. A table consent stands in counts as that, even if conditions read it too. */
function readEntities({ catalog, inForce, segment, mapping, terms }: Subject): Read[] {
  const consent = inForce.policy.consent[segment.entity] ?? null;
  const suppression = inForce.policy.suppression[segment.entity] ?? [];
  const { read } = readByAudience(catalog, segment, mapping, terms);
  const policyCatalog = readByPolicy(catalog, segment.entity, { consent, suppression });
  const suppressing = new Set(suppression.map(({ entity }) => entity));
  const names = new Set([...Object.keys(read), ...Object.keys(policyCatalog)]);
  return [...names].flatMap((name): Read[] => {
    const entity = catalog.entities[name];
    if (!entity) return [];
    const columns = { ...read[name]?.columns, ...policyCatalog[name]?.columns };
    const kept = Object.fromEntries(Object.entries(entity.columns).filter(([column]) => column in columns));
    return [{ entity: { ...entity, columns: kept }, role: roleOf(name) }];
  });

  function roleOf(name: string): TableRole {
    if (suppressing.has(name)) return "suppression";
    return name in policyCatalog && name !== segment.entity ? "consent" : "segment";
  }
}

const PROBLEMS: Record<string, ColumnFact["problem"]> = { COLUMN_MISSING: "missing", COLUMN_TYPE: "retyped" };

async function brokenColumns({ warehouse, subject }: Asking, reads: readonly Read[]): Promise<ColumnFact[]> {
  const problems = await warehouse.check(onlyRead(subject.catalog, reads));
  return problems.map(({ code, path }) => {
    const [, entity = "", , column = null] = path.split(".");
    return { entity, column, problem: PROBLEMS[code] ?? "missing" };
  });
}

/** Without keys: whether those name one row each is seen while reading, and asking would read every row. */
function onlyRead(catalog: Catalog, reads: readonly Read[]): Catalog {
  const entities = reads.map(({ entity }) => {
    const { timeColumn, columns } = entity;
    const time = timeColumn !== null && timeColumn in columns ? timeColumn : null;
    return [entity.name, { ...entity, key: [], relations: {}, traits: {}, timeColumn: time }] as const;
  });
  return { ...catalog, entities: Object.fromEntries(entities) };
}

async function newestRows({ subject, ...asking }: Asking, reads: readonly Read[]): Promise<TableFact[]> {
  const facts: TableFact[] = [];
  for (const { entity, role } of reads) {
    const time =
      entity.timeColumn === null
        ? undefined
        : subject.catalog.entities[entity.name]!.columns[entity.timeColumn];
    if (!time) continue;
    const [row] = await ask(asking, newestRow(entity, time, subject.asOf, asking.dialect));
    facts.push({
      entity: entity.name,
      label: entity.label,
      role,
      newest: instantOf(row?.newest),
      rows: null,
    });
  }
  return facts;
}

/** Warehouses write instants as ISO text, with or without the Z they mean. */
function instantOf(value: unknown): string | null {
  if (value == null) return null;
  const text = String(value).replace(" ", "T");
  return new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`).toISOString();
}

async function emptyColumns(asking: Asking, reads: readonly Read[]): Promise<string[]> {
  const empty: string[] = [];
  for (const { entity } of reads) {
    const columns = Object.values(entity.columns);
    const [row = {}] = await ask(asking, filledColumns(entity, columns, asking.dialect));
    if (Number(row.rows) === 0) continue;
    empty.push(
      ...columns.filter((_, at) => Number(row[`c${at}`]) === 0).map(({ name }) => `${entity.name}.${name}`),
    );
  }
  return empty;
}

async function unacceptedValues(asking: Asking, reads: readonly Read[]): Promise<ValuesFact[]> {
  const facts: ValuesFact[] = [];
  for (const { entity } of reads) {
    const columns = Object.values(entity.columns).filter(({ accepted }) => accepted);
    if (columns.length === 0) continue;
    const [row = {}] = await ask(asking, otherValues(entity, columns, asking.dialect));
    const rows = Number(row.rows);
    facts.push(
      ...columns.map(({ name }, at) => ({
        entity: entity.name,
        column: name,
        others: Number(row[`c${at}`]),
        rows,
      })),
    );
  }
  // Fewer than ten rows are a typing error, and whose it is would be told.
  return facts.filter(({ others }) => others > 0 && !isSmall(others));
}

async function dbtSays({ catalog, baseFolder }: Subject, reads: readonly Read[]): Promise<DbtFact | null> {
  if (!catalog.dbt) return null;
  const tables = reads.flatMap(({ entity: { source } }) => (source.kind === "table" ? [source.table] : []));
  return dbtFacts(await readDbtArtifacts(resolve(baseFolder, catalog.dbt.artifacts)), tables);
}

const ask = ({ warehouse, signal }: Omit<Asking, "subject">, query: SqlQuery) =>
  warehouse.rows(query, { signal });
