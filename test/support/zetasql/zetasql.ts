import { bigqueryLanguage, type Language } from "./language";
import { type Server, startServer } from "./server";
import { type Cell, decode, encode, type SqlType, TYPE_KINDS, type Wire } from "./values";

export type ZetaTable = {
  /** As the SQL has it between backticks: `project.dataset.table`. */
  name: string;
  columns: Readonly<Record<string, SqlType>>;
  rows?: readonly (readonly Cell[])[];
};
export type ZetaQuery = { sql: string; parameters?: Readonly<Record<string, ZetaParameter>> };
export type ZetaParameter = { type: SqlType; value: Cell };
export type ZetaResult = {
  columns: { name: string; type: SqlType }[];
  rows: (string | number | boolean | null)[][];
};

/** What BigQuery would say of the SQL. */
export class ZetaError extends Error {}

/** BigQuery's analyser and its reference interpreter, over tables of its own. */
export class Zetasql {
  private constructor(
    private readonly server: Server,
    private readonly language: Language,
  ) {}

  static async start(): Promise<Zetasql> {
    const server = await startServer();
    const everything = await ask(server, "getLanguageOptions", { maximumFeatures: true });
    return new Zetasql(server, bigqueryLanguage(everything as Language));
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Tables and their rows, to be asked about until they are closed. */
  async open(tables: readonly ZetaTable[]): Promise<ZetaCatalog> {
    const request = {
      simpleCatalog: {
        ...catalogOf(tables),
        builtinFunctionOptions: { languageOptions: this.language },
      },
      tableContent: Object.fromEntries(
        tables.map((table) => [withoutDollar(table.name), { tableData: { row: rowsOf(table) } }]),
      ),
    };
    const { registeredId } = (await ask(this.server, "registerCatalog", request)) as { registeredId: string };
    return new ZetaCatalog(this.server, this.language, registeredId);
  }
}

export class ZetaCatalog {
  constructor(
    private readonly server: Server,
    private readonly language: Language,
    private readonly registeredId: string,
  ) {}

  /** @throws ZetaError where names, types or parameters do not fit. */
  async analyze({ sql, parameters = {} }: ZetaQuery): Promise<void> {
    await ask(this.server, "analyze", {
      options: this.options(parameters),
      registeredCatalogId: this.registeredId,
      sqlStatement: withoutDollars(sql),
    });
  }

  /** Runs the query over the rows. */
  async evaluate({ sql, parameters = {} }: ZetaQuery): Promise<ZetaResult> {
    const answer = (await ask(this.server, "evaluateQuery", {
      sql: withoutDollars(sql),
      options: this.options(parameters),
      registeredCatalogId: this.registeredId,
      params: Object.entries(parameters).map(([name, { type, value }]) => ({
        name,
        value: encode(value, type),
      })),
    })) as Answer;
    const columns = answer.prepared.columns.map(({ name, type }) => ({
      name: withDollar(name),
      type: typeNamed(type.typeKind),
    }));
    const rows = answer.content?.tableData?.row ?? [];
    return {
      columns,
      rows: rows.map(({ cell }) => (cell ?? []).map((value, index) => decode(value, columns[index]!.type))),
    };
  }

  async close(): Promise<void> {
    await ask(this.server, "unregisterCatalog", { registeredId: this.registeredId });
  }

  private options(parameters: Readonly<Record<string, ZetaParameter>>) {
    return {
      languageOptions: this.language,
      defaultTimezone: "UTC",
      errorMessageMode: "ERROR_MESSAGE_ONE_LINE",
      queryParameters: Object.entries(parameters).map(([name, { type }]) => ({
        name,
        type: { typeKind: TYPE_KINDS[type] },
      })),
    };
  }
}

type Answer = {
  prepared: { columns: { name: string; type: { typeKind: string } }[] };
  content?: { tableData?: { row?: { cell?: Wire[] }[] } };
};

function ask(server: Server, procedure: string, request: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    server.stub[procedure]!(request, (error, answer) => {
      if (error) reject(new ZetaError(error.details ?? error.message));
      else resolve(answer);
    });
  });
}

function catalogOf(tables: readonly ZetaTable[]) {
  return {
    name: "",
    table: tables.map(({ name, columns }) => ({
      name: withoutDollar(name),
      column: Object.entries(columns).map(([name, type]) => ({
        name: withoutDollar(name),
        type: { typeKind: TYPE_KINDS[type] },
      })),
    })),
  };
}

/** The interpreter keeps names that begin with a dollar for itself, so another sign stands for it there. */
const withoutDollar = (name: string) => name.replace(/^\$/, WIDE_DOLLAR);
const withoutDollars = (sql: string) => sql.replaceAll("`$", `\`${WIDE_DOLLAR}`);
const withDollar = (name: string) => (name.startsWith(WIDE_DOLLAR) ? `$${name.slice(1)}` : name);
const WIDE_DOLLAR = "\uff04";

function rowsOf({ columns, rows = [] }: ZetaTable) {
  const types = Object.values(columns);
  return rows.map((row) => ({ cell: row.map((cell, index) => encode(cell, types[index]!)) }));
}

function typeNamed(kind: string): SqlType {
  const found = Object.entries(TYPE_KINDS).find(([, one]) => one === kind);
  if (!found) throw new ZetaError(`a result of the type ${kind}`);
  return found[0] as SqlType;
}
