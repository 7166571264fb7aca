import { sql } from "kysely";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { HexRange, ShareCut } from "@/lib/core/segment/types";
import { and, or } from "./logic";
import { findColumn, readColumn, type Scope } from "./scope";

const TEXT = { kind: "text" } as const;
const NOTHING = "0".repeat(16);

/** Whether the row is in the share: never NULL, since a row has a key. */
export function compileShare(scope: Scope, { salt, unit, ranges }: ShareCut): Fragment {
  const { dialect } = scope.context;
  const key = textOf(scope, scope.rows.entity.key[0]!);
  const units = unit ? sql`COALESCE(${textOf(scope, unit.column)}, ${key})` : key;
  const digest = dialect.bytewise(saltedDigest(scope, salt, units), TEXT);
  return or(ranges.map((range) => within(scope, digest, range)));
}

/** `sha256(salt || text)`, as Node computes it. */
export function saltedDigest({ context: { dialect } }: Scope, salt: string, text: Fragment): Fragment {
  return dialect.sha256(sql`${dialect.literal(salt, TEXT)} || ${text}`);
}

/** A column as a key is printed. */
export function textOf(scope: Scope, path: string): Fragment {
  const found = findColumn(scope, path);
  return scope.context.dialect.text(readColumn(scope, found), found.column.type);
}

function within({ context: { dialect } }: Scope, digest: Fragment, [from, until]: HexRange): Fragment {
  const bounds = [
    ...(from === NOTHING ? [] : [sql`${digest} >= ${dialect.literal(from, TEXT)}`]),
    ...(until === null ? [] : [sql`${digest} < ${dialect.literal(until, TEXT)}`]),
  ];
  return and(bounds);
}
