import { sql } from "kysely";
import { Unsupported } from "@/lib/core/errors";
import { listHashSql } from "@/lib/core/list/form";
import type { Fragment } from "@/lib/core/ports/warehouse";
import type { ListCondition } from "@/lib/core/segment/types";
import { never } from "./logic";
import { filled } from "./quantity";
import type { Context, Scope } from "./scope";

/** The value's hash is one of the list's; NULL where the value is unknown. No value of the list is in the question. */
export function compileList(scope: Scope, { held, key }: ListCondition): Fragment {
  if (!held) throw new Unsupported("list", "The list was not read, so it cannot be asked.");
  const { dialect, value } = scope.context;
  const quantity = value(scope, key);
  const text = dialect.text(filled(quantity), quantity.type);
  const { hashes } = held;
  if (hashes.length === 0) return never(text);
  return inTexts(scope.context, listHashSql(held, text, dialect), hashes);
}

/** One of many texts: a table is looked up, where a list in the text would be gone through for every row. */
export function inTexts(context: Context, text: Fragment, texts: readonly string[]): Fragment {
  const alias = context.alias("l");
  return sql`${text} IN (SELECT ${sql.id(alias, "v")} FROM ${context.dialect.texts(texts)} AS ${sql.id(alias)})`;
}
