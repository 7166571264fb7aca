import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Catalog } from "@/lib/core/catalog/types";
import { compileCount, compileMembers } from "@/lib/core/compile/members";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import { loadCatalogFile } from "@/lib/definitions/catalog";
import { loadSegmentFile } from "@/lib/definitions/segment";
import { dialect } from "@/lib/warehouses/bigquery/dialect";
import { needsShared } from "@/test/factories/shared";
import { zetaQuery, zetaTables } from "@/test/support/zetasql/catalog";
import { zetasqlMissing } from "@/test/support/zetasql/package";
import { Zetasql } from "@/test/support/zetasql/zetasql";
import { aroundSome } from "./around-some";
import { casesOf, SETS } from "./real-cases";
import { readTables } from "./touched-rows";

const missing = zetasqlMissing();

/** The interpreter goes through every pair of rows that a sequence joins, which takes it minutes. */
const ANALYSED_ONLY = ["AW22", "SK03"];

/** As many as the interpreter, which joins by going through all rows, answers about in a second. */
const MEMBERS = 30;

/** The questions about real companies in BigQuery's SQL, run over some of the members and all that is related to them. */
describe.skipIf(missing).each(SETS)(
  `BigQuery's interpreter on %s${missing ? ` (${missing})` : ""}`,
  (set) => {
    needsShared("data", set);
    const folder = path.join(import.meta.dirname, set);
    let zetasql: Zetasql;
    beforeAll(async () => {
      zetasql = await Zetasql.start();
    });
    afterAll(() => zetasql?.stop());

    it.each(casesOf(set))("$id: $question", { timeout: 120_000 }, async (one) => {
      const catalog = await loadCatalogFile(path.join(folder, "catalog.yaml"));
      const segment = await loadSegmentFile(path.join(folder, `${one.id}.yaml`), catalog, folder);
      const question = { segment, catalog: asTables(catalog), dialect, asOf: one.as_of };
      const all = await readTables(segment, catalog, folder);
      const rows = aroundSome(catalog, segment.entity, all, MEMBERS);
      const tables = await zetasql.open(zetaTables(question.catalog, rows));
      await tables.analyze(zetaQuery(compileCount(question)));
      await tables.analyze(zetaQuery(compileMembers(question)));
      if (ANALYSED_ONLY.includes(one.id)) return;
      const { rows: members } = await tables.evaluate(zetaQuery(compileMembers(question)));
      expect(members.map(([key]) => key)).toEqual(evaluate(segment, catalog, rows, one.as_of));
      await tables.close();
    });
  },
);

/** The files as tables a data team would have loaded them into. */
function asTables(catalog: Catalog): Catalog {
  const entities = Object.entries(catalog.entities).map(
    ([name, entity]) => [name, { ...entity, source: { kind: "table", table: [name] } as const }] as const,
  );
  return { ...catalog, entities: Object.fromEntries(entities) };
}
