import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ColumnType } from "@/lib/core/catalog/types";
import { compileMembers } from "@/lib/core/compile/members";
import type { Dialect, Warehouse } from "@/lib/core/ports/warehouse";
import { foldCase } from "@/lib/core/segment/fold-case";
import type { Condition } from "@/lib/core/segment/types";
import { catalogOf } from "@/test/factories/catalog";
import { HOSTILE_NAMES } from "@/test/factories/random/names";
import { needsShared, sharedPath } from "@/test/factories/shared";
import { INTERPRETED, type Stand } from "./stand";

const FILE = ["data", "nasty", "blns", "blns.json"];
const TEXT: ColumnType = { kind: "text" };

/** The big list of naughty strings; text with a NUL is refused before it gets here. */
function naughtyStrings(): string[] {
  const file = sharedPath(...FILE);
  const all = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : [];
  return [...new Set(all)].filter((text) => text.isWellFormed() && !text.includes("\u0000"));
}

/** Names and values somebody wrote to break SQL mean themselves. */
export function hostileContract(dialect: Dialect, stand: Stand): void {
  const ask = async (
    warehouse: Warehouse,
    catalog: ReturnType<typeof catalogOf>,
    entity: string,
    where: Condition,
  ) => {
    const segment = { version: 1, entity, where } as const;
    const keys: string[] = [];
    const query = compileMembers({ segment, catalog, dialect, asOf: "2024-07-01T00:00:00Z" });
    for await (const texts of warehouse.texts(query)) keys.push(...texts);
    return keys;
  };

  describe("naughty strings", () => {
    needsShared(...FILE);
    const strings = naughtyStrings();

    it("as values find the rows that hold them, and no others", { timeout: 600_000 }, async () => {
      const catalog = catalogOf(
        "people",
        { kind: "table", table: ["people"] },
        { id: TEXT, name: TEXT },
        { kind: dialect.id },
      );
      const rows = strings.map((name, index) => ({ id: String(index), name }));
      const { warehouse, close } = await stand(catalog, { people: rows });
      const idsOf = (holds: (text: string) => boolean) =>
        strings.flatMap((text, index) => (holds(text) ? [String(index)] : [])).sort();
      const value = { column: "name" } as const;
      // An interpreter takes its time over each.
      const asked = INTERPRETED.has(dialect.id) ? strings.filter((_, index) => index % 5 === 0) : strings;
      for (const text of asked) {
        expect(await ask(warehouse, catalog, "people", { value, is: { eq: text } })).toEqual(
          idsOf((other) => other === text),
        );
        expect(
          await ask(warehouse, catalog, "people", { value, is: { contains: text, ignore_case: true } }),
        ).toEqual(idsOf((other) => foldCase(other).includes(foldCase(text))));
      }
      // A list this long is one bound text.
      expect(await ask(warehouse, catalog, "people", { value, is: { in: strings } })).toEqual(
        idsOf(() => true),
      );
      await close();
    });
  });

  it("names of tables and columns name just that", { timeout: 600_000 }, async () => {
    const names = [...HOSTILE_NAMES, ...naughtyStrings()].filter(
      // Postgres knows names of up to 63 bytes, and no empty ones.
      (text) => text.trim() !== "" && text !== "__proto__" && Buffer.byteLength(text) < 60,
    );
    const distinct = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()].slice(0, 250);
    const catalogs = distinct.map((name) =>
      catalogOf(
        name,
        { kind: "table", table: [name] },
        { key: TEXT, [`${name}!`]: TEXT },
        { kind: dialect.id },
      ),
    );
    const everything = {
      ...catalogs[0]!,
      entities: Object.assign({}, ...catalogs.map(({ entities }) => entities)),
    };
    const rows = (name: string) => [
      { key: "here", [`${name}!`]: "x" },
      { key: "elsewhere", [`${name}!`]: "y" },
    ];
    const { warehouse, close } = await stand(
      everything,
      Object.fromEntries(distinct.map((name) => [name, rows(name)])),
    );
    for (const name of distinct) {
      const where: Condition = { value: { column: `${name}!` }, is: { eq: "x" } };
      expect({ name, keys: await ask(warehouse, everything, name, where) }).toEqual({ name, keys: ["here"] });
    }
    await close();
  });
}
