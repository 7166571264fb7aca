import { randomBytes } from "node:crypto";
import { z } from "zod";
import { resolveColumn, resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import { InvalidInput } from "@/lib/core/errors";
import { LIST_FORMS } from "@/lib/core/list/held";
import { currentCatalog } from "../catalog/current";
import { service } from "../service";
import { firstFree, slugOf } from "../slug";
import { listStore } from "./store";

const input = z.object({
  name: z.string().trim().min(1, "Give the list a name.").max(200),
  entity: z.string().min(1),
  /** The column its values are those of; a path through to-one relations may lead there. */
  column: z.string().min(1),
  form: z.enum(LIST_FORMS),
});

/** A list that holds nothing yet. How its values are read is decided now, for the list and the column alike. */
export const createList = service(
  { name: "list.create", role: "marketer", input },
  async ({ transaction }, { name, entity, column, form }) => {
    const salt = randomBytes(16).toString("hex");
    return transaction(async ({ tx, actor, audit }) => {
      const { workspaceId, userId } = actor;
      const { catalog } = await currentCatalog(tx, workspaceId);
      resolved(resolveEntity(catalog, entity));
      requireFitting(resolved(resolveColumn(catalog, entity, column)).column);
      const taken = await tx.heldList.findMany({ where: { workspaceId }, select: { slug: true } });
      const slug = firstFree(
        slugOf(name, "list"),
        taken.map((one) => one.slug),
      );
      const data = {
        workspaceId,
        slug,
        name,
        entity,
        column,
        form,
        createdById: userId,
        updatedById: userId,
      };
      const { id } = await tx.heldList.create({ data: { ...data, content: "" } });
      const content = await listStore().write(id, { form, salt, hashes: [] });
      await tx.heldList.update({ where: { id }, data: { content } });
      await audit({
        action: "list.create",
        subject: `list:${id}`,
        after: { name, slug, entity, column, form },
      });
      return { id, slug };
    });
  },
);

function requireFitting({ label, type }: { label: string; type: { kind: string } }): void {
  if (type.kind === "text" || type.kind === "integer") return;
  throw new InvalidInput({
    code: "LIST_KEY",
    message: `A list holds texts and ids, and ${label} is neither.`,
    fix: "Choose a column of text or whole numbers.",
    path: "column",
  });
}
