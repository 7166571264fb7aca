import { z } from "zod";
import { isSame } from "@/lib/core/canonical";
import type { Catalog } from "@/lib/core/catalog/types";
import { Conflict, InvalidInput, NotFound } from "@/lib/core/errors";
import { parseRowScope } from "@/lib/core/row-scope/parse";
import type { RowScope } from "@/lib/core/row-scope/types";
import { scopeWords } from "@/lib/core/row-scope/words";
import { Prisma } from "@/lib/db/generated/client";
import { storedRowScope, toJson } from "@/lib/db/stored";
import { currentCatalog } from "../catalog/current";
import { change } from "../service";
import { lockMember } from "./lock";
import { memberRow } from "./view";

const input = z.object({
  id: z.string(),
  /** Null: every row. */
  rowScope: z.object({ entity: z.string().min(1), where: z.unknown() }).nullable(),
});

/**
 * Which rows a person sees from now on, whatever they ask and by whichever way. Audiences stay as they are: what is pinned to
 * those they made is part of these.
 */
export const setRowScope = change(
  { name: "member.set_row_scope", role: "admin", input },
  async ({ tx, actor, audit, unchanged }, { id, rowScope: given }) => {
    const { workspaceId } = actor;
    await lockMember(tx, workspaceId, id);
    const before = await tx.membership.findFirst({ where: { workspaceId, userId: id } });
    if (!before) throw new NotFound("member", id);
    if (given && before.role === "admin") throw scopedAdmin();
    const catalog = given && (await currentCatalog(tx, workspaceId)).catalog;
    const rowScope = given && catalog && parsed(given, catalog);
    const old = storedRowScope(before.rowScope);
    const membership = await tx.membership.update({
      where: { id: before.id },
      data: { rowScope: rowScope ? toJson(rowScope) : Prisma.DbNull },
      include: { user: true },
    });
    if (isSame(old, rowScope)) unchanged();
    else {
      await audit({
        action: "member.set_row_scope",
        subject: `user:${id}`,
        before: { rowScope: old },
        after: { rowScope, words: rowScope && catalog && scopeWords(rowScope, catalog) },
      });
    }
    return memberRow(membership, catalog);
  },
);

function parsed(given: { entity: string; where?: unknown }, catalog: Catalog): RowScope {
  const { scope, problems } = parseRowScope({ entity: given.entity, where: given.where }, catalog);
  if (scope) return scope;
  const [first] = problems;
  throw new InvalidInput({
    code: first?.code ?? "ROW_SCOPE",
    message: first?.message ?? "This row scope is not finished.",
    fix: first?.fix,
    problems,
  });
}

/** Whoever sets row scopes could lift their own. */
export function scopedAdmin(): Conflict {
  return new Conflict(
    "SCOPED_ADMIN",
    "An admin sees every row, and sets what others see.",
    "Give the person another role, or take their row scope away first.",
  );
}
