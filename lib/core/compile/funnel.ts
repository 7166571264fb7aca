import { sql } from "kysely";
import { canonicalJson } from "@/lib/core/canonical";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Fragment, SqlQuery } from "@/lib/core/ports/warehouse";
import {
  distinctLeaves,
  distinctUnknowns,
  type FunnelGroup,
  type FunnelRow,
  funnelRows,
  isSieve,
  passesWhenMet,
} from "@/lib/core/segment/funnel/rows";
import type { Condition } from "@/lib/core/segment/types";
import { and, not, or } from "./logic";
import { memberKey, memberQuery, type Selection, toSqlQuery } from "./member-query";
import type { Question } from "./members";

/**
 * One row of counts over every row of the entity, read once: `population`, `members`, and for the n-th condition of
 * `funnelRows` `alone_n`, `kept_n`, and where they can differ `unknown_n` and `without_n`. What they mean: `Funnel`.
 *
 * Three SELECTs: each distinct condition as a flag of the member; of each group, how many of its conditions the member
 * passes before the first that stops them; the counts. So the text grows with the tree and not with its square.
 */
export function compileFunnel({ segment, catalog, dialect, asOf }: Question): SqlQuery {
  const entity = resolved(resolveEntity(catalog, segment.entity));
  memberKey(entity);
  const rows = funnelRows(segment.where);
  const flags = new Map<string, { name: string; condition: Condition }>();
  for (const [index, condition] of distinctLeaves(rows).entries()) {
    flags.set(canonicalJson(condition), { name: `f${index}`, condition });
  }
  for (const [index, condition] of distinctUnknowns(rows).entries()) {
    const key = canonicalJson(condition);
    if (!flags.has(key)) flags.set(key, { name: `u${index}`, condition });
  }
  const select: Record<string, Selection> = { one: { fragment: () => sql`1` } };
  for (const { name, condition } of flags.values()) select[name] = { condition };
  const members = memberQuery({ catalog, dialect, asOf, entity: entity.name, select });
  const reader = new Reader(rows, (condition) => sql.id(flags.get(canonicalJson(condition))!.name));
  const kept = Object.keys(select).map((name) => sql`${sql.id(name)}`);
  const staged = sql`SELECT ${sql.join([...kept, ...reader.stages()])}\nFROM (\n${members}\n) AS ${sql.id("flags")}`;
  return toSqlQuery(
    sql`SELECT ${sql.join(reader.counts())}\nFROM (\n${staged}\n) AS ${sql.id("stages")}`,
    dialect,
  );
}

/** Reads the rows of a funnel off the flags. */
class Reader {
  private readonly groups: readonly FunnelGroup[];

  constructor(
    private readonly rows: readonly FunnelRow[],
    private readonly flag: (condition: Condition) => Fragment,
  ) {
    this.groups = rows.flatMap(({ group }) => (group ? [group] : []));
  }

  /** Of each group the place of the first condition that is not passed, and how many the outermost lacks in all. */
  stages(): Fragment[] {
    const stages = this.groups.map((group, index) => {
      const cases = group.children.map(
        (child, place) => sql` WHEN ${not(this.passed(child))} THEN ${sql.lit(place)}`,
      );
      const end = sql.lit(group.children.length);
      const stage = cases.length === 0 ? end : sql`CASE${sql.join(cases, sql``)} ELSE ${end} END`;
      return sql`${stage} AS ${sql.id(`s${index}`)}`;
    });
    const outermost = this.removable();
    if (outermost.length === 0) return stages;
    const lacks = outermost.map((child) => sql`CASE WHEN ${this.passed(child)} THEN 0 ELSE 1 END`);
    return [...stages, sql`${sql.join(lacks, sql` + `)} AS ${sql.id("lacks")}`];
  }

  counts(): Fragment[] {
    const [whole] = this.rows;
    return [
      sql`COUNT(*) AS ${sql.id("population")}`,
      sql`${people([this.met(whole!)])} AS ${sql.id("members")}`,
      ...this.rows.flatMap((row, index) => this.countsOf(row, index)),
    ];
  }

  private countsOf(row: FunnelRow, index: number): Fragment[] {
    const arriving = this.arriving(row);
    const counts = [
      sql`${people([this.met(row)])} AS ${sql.id(`alone_${index}`)}`,
      sql`${people(this.kept(row))} AS ${sql.id(`kept_${index}`)}`,
    ];
    if (row.unknown) {
      counts.push(sql`${people([...arriving, this.flag(row.unknown)])} AS ${sql.id(`unknown_${index}`)}`);
    }
    if (this.removable().includes(row)) {
      const onlyThis = and([sql`${sql.id("lacks")} = 1`, not(this.passed(row))]);
      counts.push(
        sql`${people([or([sql`${sql.id("lacks")} = 0`, onlyThis])])} AS ${sql.id(`without_${index}`)}`,
      );
    }
    return counts;
  }

  /** Who gets as far as the condition: past everything before it, in its group and the groups around it. */
  private arriving({ in: place }: FunnelRow): Fragment[] {
    if (!place) return [];
    const { group, index } = place;
    const around = this.among(group.row);
    return index === 0 ? around : [...around, sql`${this.stage(group)} >= ${sql.lit(index)}`];
  }

  /** Who is left after the condition, or, where any condition of the group lets people in, who is in by then. */
  private kept(row: FunnelRow): Fragment[] {
    if (!row.in) return [this.met(row)];
    const { group, index } = row.in;
    const beyond = isSieve(group.kind) ? sql`>` : sql`<=`;
    return [...this.among(group.row), sql`${this.stage(group)} ${beyond} ${sql.lit(index)}`];
  }

  /** Of whom what stands in a group is told. */
  private among(row: FunnelRow): Fragment[] {
    if (!row.in || isSieve(row.in.group.kind)) return this.arriving(row);
    return this.among(row.in.group.row);
  }

  private met(row: FunnelRow): Fragment {
    if (!row.group) return this.flag(row.condition);
    const { kind, children } = row.group;
    const passed = and(children.map((child) => this.passed(child)));
    return isSieve(kind) ? passed : not(passed);
  }

  /** Whether someone goes on from the condition to the next of its group. */
  private passed(row: FunnelRow): Fragment {
    return passesWhenMet(row.in!.group.kind) ? this.met(row) : not(this.met(row));
  }

  private stage(group: FunnelGroup): Fragment {
    return sql`${sql.id(`s${this.groups.indexOf(group)}`)}`;
  }

  /** The conditions that could each be taken away: those everyone has to pass. */
  private removable(): readonly FunnelRow[] {
    const outermost = this.rows[0]!.group;
    return outermost && isSieve(outermost.kind) ? outermost.children : [];
  }
}

function people(conditions: readonly Fragment[]): Fragment {
  return sql`COALESCE(SUM(CASE WHEN ${and(conditions)} THEN 1 ELSE 0 END), 0)`;
}
