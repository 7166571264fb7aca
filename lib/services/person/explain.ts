import { z } from "zod";
import { hasRole } from "@/lib/core/approval/may-decide";
import { compileExplanation } from "@/lib/core/compile/explain";
import { NotFound } from "@/lib/core/errors";
import { type Explained, readExplanation } from "@/lib/core/segment/explain";
import type { PriceView } from "@/lib/core/views/builder";
import type { ExplainedView, ExplanationView } from "@/lib/core/views/person";
import { loadAudience } from "../audience/load";
import { meaningOf } from "../audience/meaning";
import { ask } from "../builder/ask";
import { priced } from "../builder/budget";
import { agreedBytes } from "../builder/question";
import { withNames } from "../catalog/called";
import { catalogOf } from "../row-scope/reading";
import { findDialect } from "../segment/open-warehouse";
import { service } from "../service";

const input = z.object({ audienceId: z.string(), key: z.string().min(1).max(1_000), agreedBytes });

/**
 * Why a row is in the newest version of an audience, or is not, condition by condition. Personal values are shown to admins
 * only; that one looked is written down.
 */
export const explainPerson = service(
  { name: "person.explain", role: "marketer", rows: "kept_within", input },
  async (scope, { audienceId, key, agreedBytes }): Promise<ExplanationView | PriceView> => {
    const { actor, db, signal, transaction } = scope;
    const { workspaceId, role } = actor;
    const audience = await loadAudience(db, workspaceId, audienceId);
    const newest = await db.audienceVersion.findFirst({
      where: { audienceId },
      orderBy: { version: "desc" },
    });
    if (!newest) throw new NotFound("version of this audience", audienceId);
    const { catalog, baseFolder } = await catalogOf(db, actor);
    const named = await withNames(db, workspaceId, catalog);
    const { segment } = await meaningOf(db, workspaceId, { tree: newest.tree, audience });
    const asOf = new Date().toISOString();
    await transaction(({ audit }) =>
      audit({
        action: "person.explain",
        subject: `audience:${audienceId}`,
        after: { version: newest.version, personalValues: hasRole(role, "admin") },
      }),
    );
    const dialect = findDialect(catalog.warehouse.kind);
    const query = compileExplanation({ segment, catalog: named, dialect, asOf }, key);
    return priced(async () => {
      const asking = { catalog: named, baseFolder, signal, agreedBytes };
      const [row] = query ? await ask(scope, asking, () => query) : [];
      if (!row) throw new NotFound(catalog.entities[segment.entity]!.singular, "of this key");
      return {
        audience: { id: audienceId, name: audience.name, version: newest.version },
        root: masked(readExplanation(segment, named, row), hasRole(role, "admin")),
        asOf,
      };
    });
  },
);

function masked(node: Explained, seesPersonal: boolean): ExplainedView {
  const { path, kind, sentence, verdict, seen, children } = node;
  return {
    ...{ path, kind, sentence, verdict },
    seen: seen.map(({ words, text, pii }) => {
      const hidden = pii !== null && !seesPersonal;
      return { words, text: hidden ? null : text, hidden };
    }),
    children: children.map((child) => masked(child, seesPersonal)),
  };
}
