import { z } from "zod";
import { resolveColumn } from "@/lib/core/catalog/resolve";
import type { Catalog, Column } from "@/lib/core/catalog/types";
import { compileMembers } from "@/lib/core/compile/members";
import { InvalidInput, NotFound } from "@/lib/core/errors";
import { literalProblem } from "@/lib/core/segment/literal";
import type { Condition } from "@/lib/core/segment/types";
import type { PriceView } from "@/lib/core/views/builder";
import type { PeopleFoundView } from "@/lib/core/views/person";
import { ask } from "../builder/ask";
import { priced } from "../builder/budget";
import { agreedBytes } from "../builder/question";
import { catalogOf } from "../row-scope/reading";
import { service } from "../service";

/** Enough to tell people apart who share an address; a list of people is what audiences are for. */
const MOST = 5;

const input = z.object({
  entity: z.string(),
  column: z.string(),
  value: z.string().trim().min(1, "Type what to look for.").max(500),
  agreedBytes,
});

/**
 * Rows of an entity by a value of theirs. What was typed goes to the warehouse as a parameter and nowhere else: not into the
 * audit, not into a log.
 */
export const findPeople = service(
  { name: "person.find", role: "marketer", rows: "kept_within", input },
  async (scope, { entity, column: name, value, agreedBytes }): Promise<PeopleFoundView | PriceView> => {
    const { actor, db, signal, transaction } = scope;
    const { catalog, baseFolder } = await catalogOf(db, actor);
    const column = lookedUpBy(catalog, entity, name);
    const where = conditionOf(column, value);
    await transaction(({ audit }) =>
      audit({ action: "person.find", subject: `entity:${entity}`, after: { column: name } }),
    );
    const asOf = new Date().toISOString();
    return priced(async () => {
      const rows = await ask(scope, { catalog, baseFolder, signal, agreedBytes }, (dialect) => {
        const query = compileMembers({ segment: { version: 1, entity, where }, catalog, dialect, asOf });
        return { ...query, sql: `${query.sql}\nLIMIT ${MOST + 1}` };
      });
      const keys = rows.map((row) => String(Object.values(row)[0]));
      return { entity, keys: keys.slice(0, MOST), more: keys.length > MOST };
    });
  },
);

/** Columns people are looked up by: the key, and what identifies somebody. */
function isLookedUpBy({ type, pii }: Column): boolean {
  if (type.kind !== "text" && type.kind !== "integer") return false;
  return pii === "email" || pii === "phone" || pii === "external_id" || pii === "device_id";
}

function lookedUpBy(catalog: Catalog, entity: string, name: string): Column {
  const found = resolveColumn(catalog, entity, name);
  if ("problem" in found) throw new NotFound("column", `${entity}.${name}`);
  const isKey = found.entity.key.length === 1 && found.entity.key[0] === name;
  if (isKey || (found.hops.length === 0 && isLookedUpBy(found.column))) return found.column;
  throw new InvalidInput({
    code: "NOT_LOOKED_UP",
    message: `${found.column.label} does not tell one row from another.`,
    fix: "Look it up by its key, an e-mail address, a phone number or another identifier.",
  });
}

/** Addresses are looked up however they are capitalised. */
function conditionOf({ name, type, label }: Column, value: string): Condition {
  const problem = literalProblem(value, type, label);
  if (problem) throw new InvalidInput({ code: problem.code, message: problem.message, fix: problem.fix });
  const ignore = type.kind === "text" ? { ignore_case: true } : {};
  return { value: { column: name }, is: { eq: value, ...ignore } };
}
