import { isInShare } from "@/lib/core/audience/splits";
import type { Entity } from "@/lib/core/catalog/types";
import { Unsupported } from "@/lib/core/errors";
import { sha256 } from "@/lib/core/identity/sha256";
import type { AudienceCondition, Limit, ShareCut } from "@/lib/core/segment/types";
import { compareKnown, printCell } from "./compare";
import type { DataRow, Known, Outside, Predicate, World } from "./data";
import { compareKeys } from "./rank";
import { settled } from "./settle";
import { compareText } from "./text";
import { type ReadCondition, readingOf } from "./values";
import { cellOf, columnOf } from "./walk";

/** Whether a row is a member of an audience, whose meaning stands beside its name. */
export function audienceOf(
  world: World,
  entity: Entity,
  { where, limit, share, turns }: AudienceCondition,
  readCondition: ReadCondition,
): Predicate {
  if (turns) return servedOf(world, entity, turns, readCondition);
  if (!where) throw new Unsupported("audience", "What the audience means is not known here.");
  const meets = readCondition(world, entity, where);
  const isKept = limit ? keptOf(world, entity, meets, limit, readCondition) : meets;
  if (!share) return (row) => isKept(row, ALONE);
  const isIn = shareTest(world, entity, share);
  return (row) => isKept(row, ALONE) && isIn(row, ALONE);
}

/** Whom one of them has: each those who meet its conditions and whom none before it has, as many as its limit keeps. */
function servedOf(
  world: World,
  entity: Entity,
  turns: readonly AudienceCondition[],
  readCondition: ReadCondition,
): Predicate {
  return turns.reduce<Predicate>(
    (isServed, turn) => {
      const meets = audienceOf(world, entity, { ...turn, limit: undefined }, readCondition);
      const isLeft: Predicate = (row) => meets(row, ALONE) && !isServed(row, ALONE);
      const isKept = turn.limit ? keptOf(world, entity, isLeft, turn.limit, readCondition) : isLeft;
      return (row) => isServed(row, ALONE) || isKept(row, ALONE);
    },
    () => false,
  );
}

/** An audience is asked of its own rows, whichever row outside names it. */
const ALONE: Outside = [];

type Placed = { row: DataRow; value: Known | string };

function keptOf(
  world: World,
  entity: Entity,
  meets: Predicate,
  limit: Limit,
  readCondition: ReadCondition,
): Predicate {
  const place = placing(world, entity, limit, readCondition);
  const groupOf = limit.per ? columnOf(world, entity, limit.per.column) : null;
  const choose = () => {
    const rows = (world.rows.get(entity.name) ?? []).filter((row) => meets(row, ALONE)).flatMap(place);
    const direction = limit.order === "desc" ? -1 : 1;
    rows.sort((a, b) => direction * compare(world, a, b) || compareKeys(world, a.row, b.row));
    const seen = new Map<string, number>();
    const capped = rows.filter(({ row }) => {
      const value = groupOf?.(row) ?? null;
      if (!limit.per || value === null) return true;
      const nth = (seen.get(printCell(value)) ?? 0) + 1;
      seen.set(printCell(value), nth);
      return nth <= limit.per.at_most;
    });
    return new Set(capped.slice(0, limit.top).map(({ row }) => row));
  };
  let chosen: ReadonlySet<DataRow> | null = null;
  return (row) => {
    chosen ??= choose();
    return chosen.has(row);
  };
}

/** The value a row is put in order by: a known one, or what chance says. */
function placing(world: World, entity: Entity, { by, salt = "" }: Limit, readCondition: ReadCondition) {
  if (!by) return (row: DataRow): Placed[] => [{ row, value: sha256(`${salt}${keyOf(row)}`) }];
  const read = settled(world, entity, by, readingOf(world, entity, by, readCondition));
  return (row: DataRow): Placed[] => {
    const value = read(row, ALONE);
    return value === null ? [] : [{ row, value }];
  };
}

function compare(world: World, { value: a }: Placed, { value: b }: Placed): number {
  if (typeof a === "string" || typeof b === "string") return compareText(String(a), String(b));
  return compareKnown(a, b, world.catalog.zone);
}

function shareTest(world: World, entity: Entity, share: ShareCut): Predicate {
  const unitOf = share.unit ? columnOf(world, entity, share.unit.column) : () => null;
  return (row) => {
    const unit = unitOf(row);
    return isInShare(share, unit === null ? keyOf(row) : printCell(unit));
  };
}

function keyOf(row: DataRow): string {
  const key = cellOf(row, row.entity.key[0] ?? "");
  return key === null ? "" : printCell(key);
}
