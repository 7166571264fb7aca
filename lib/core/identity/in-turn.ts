import { sql } from "kysely";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { hashedShape, keptHash } from "./steps/hash";
import { notEmpty } from "./steps/keep";
import { runSql } from "./steps/run";
import type { Normaliser, NormaliserStep, SqlContext } from "./types";

/** A cell to be made: from the columns `value` and `country` of the rows, by the normaliser, into the column `into`. */
export type CellRequest = { into: string; normaliser: Normaliser; value: string; country: string | null };

/** Something computed for every row from columns of the SELECT inside. */
type Task = { into: string; patterns: number; sql: () => Fragment };

/**
 * The rows with a column more for each cell, for a warehouse that remembers few patterns: every SELECT meets no more of them
 * than are remembered, and its rows are all there before those around it begin. Means the same as `identifierSql`.
 */
export function identifiersInTurn(
  rows: Fragment,
  {
    keep,
    cells,
    dialect,
    hash = true,
  }: {
    /** Columns of the rows to pass on beside those the cells are made from. */
    keep: readonly string[];
    cells: readonly CellRequest[];
    dialect: Dialect & Required<Pick<Dialect, "inTurn">>;
    /** False: as the normaliser leaves them, not hashed. */
    hash?: boolean;
  },
): Fragment {
  const { most, select } = dialect.inTurn;
  const queues = cells.map((cell) => tasksOf(cell, dialect, most, hash));
  const columns = new Set([
    ...keep,
    ...cells.flatMap(({ value, country }) => [value, ...(country ? [country] : [])]),
  ]);
  let from = rows;
  for (let level = 0; queues.some((queue) => queue.length > 0); level++) {
    const tasks = takeSome(queues, most);
    const written = new Map(tasks.map((task) => [task.into, task.sql()]));
    const kept = [...columns].filter((name) => !written.has(name)).map((name) => sql`${sql.id(name)}`);
    const made = [...written].map(([name, value]) => sql`${value} AS ${sql.id(name)}`);
    from = select(sql`${sql.join([...kept, ...made])}`, from, level);
    for (const name of written.keys()) columns.add(name);
  }
  const results = cells.map((cell) => sql`${resultOf(cell, dialect, hash)} AS ${sql.id(cell.into)}`);
  return sql`SELECT ${sql.join([...keep.map((name) => sql`${sql.id(name)}`), ...results])} FROM (${from}) AS ${sql.id("made")}`;
}

/** One task of each queue at most, since the next reads what it makes; the first of all whatever it needs. */
function takeSome(queues: readonly Task[][], most: number): Task[] {
  const taken: Task[] = [];
  let room = most;
  for (const queue of queues) {
    const [task] = queue;
    if (!task || (taken.length > 0 && task.patterns > room)) continue;
    taken.push(task);
    room -= task.patterns;
    queue.shift();
  }
  return taken;
}

/** Columns a cell passes through: what is to be normalised, what came hashed, the answer of the shortcut, of all the steps. */
const fresh = ({ into }: CellRequest) => `${into} fresh`;
const kept = ({ into }: CellRequest) => `${into} kept`;
const short = ({ into }: CellRequest) => `${into} short`;
const long = ({ into }: CellRequest) => `${into} long`;

function tasksOf(cell: CellRequest, dialect: Dialect, most: number, hash: boolean): Task[] {
  const { normaliser, value, country } = cell;
  const context = { country: country === null ? null : sql`${sql.id(country)}` };
  const render = (into: string, write: (context: SqlContext) => Fragment): Task => {
    return {
      into,
      patterns: patternsOf(write, { ...context, dialect }),
      sql: () => write({ ...context, dialect }),
    };
  };
  const column = (name: string) => sql`${sql.id(name)}`;
  const raw = column(value);
  const isHashed = normaliser.hashed && hash;
  const tasks = isHashed
    ? [
        render(
          fresh(cell),
          ({ dialect }) => sql`CASE WHEN NOT ${dialect.matches(raw, hashedShape)} THEN ${raw} END`,
        ),
        render(
          kept(cell),
          (context) => sql`CASE WHEN ${column(fresh(cell))} IS NULL THEN ${keptHash.sql(raw, context)} END`,
        ),
      ]
    : [render(fresh(cell), () => raw)];
  if (normaliser.shortcut) {
    tasks.push(render(short(cell), (context) => runSql(normaliser.shortcut!, column(fresh(cell)), context)));
  }
  const begin = normaliser.shortcut
    ? sql`CASE WHEN ${column(short(cell))} IS NULL THEN ${column(fresh(cell))} END`
    : column(fresh(cell));
  for (const [index, steps] of chunksOf(
    [...normaliser.steps, notEmpty],
    { ...context, dialect },
    most,
  ).entries()) {
    const from = index === 0 ? begin : column(long(cell));
    tasks.push(render(long(cell), (context) => runSql(steps, from, context)));
  }
  return tasks;
}

function resultOf(cell: CellRequest, dialect: Dialect, hash: boolean): Fragment {
  const { normaliser } = cell;
  const column = (name: string) => sql`${sql.id(name)}`;
  const made = normaliser.shortcut
    ? sql`COALESCE(${column(short(cell))}, ${column(long(cell))})`
    : column(long(cell));
  if (!normaliser.hashed || !hash) return made;
  return sql`COALESCE(${dialect.sha256(made)}, ${column(kept(cell))})`;
}

/** Steps that follow each other and together need no more patterns than that. */
function chunksOf(steps: readonly NormaliserStep[], context: SqlContext, most: number): NormaliserStep[][] {
  const chunks: NormaliserStep[][] = [];
  for (const step of steps) {
    const last = chunks.at(-1);
    const together = [...(last ?? []), step];
    const fits = last && patternsOf((context) => runSql(together, sql`x`, context), context) <= most;
    if (fits) last.push(step);
    else chunks.push([step]);
  }
  return chunks;
}

/** How many different patterns what is written has. */
function patternsOf(write: (context: SqlContext) => Fragment, context: SqlContext): number {
  const { dialect } = context;
  const seen = new Set<string>();
  const noting: Dialect = {
    ...dialect,
    replaceAll: (expression, pattern, replacement) => {
      seen.add(pattern);
      return dialect.replaceAll(expression, pattern, replacement);
    },
    matches: (expression, pattern) => {
      seen.add(pattern);
      return dialect.matches(expression, pattern);
    },
    extract: (expression, pattern) => {
      seen.add(pattern);
      return dialect.extract(expression, pattern);
    },
  };
  write({ ...context, dialect: noting });
  return seen.size;
}
