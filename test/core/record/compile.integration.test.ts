import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileMembers, compileWantedRecords } from "@/lib/core/membership/wanted-records";
import { EMPTY_POLICY, type Policy } from "@/lib/core/policy/types";
import type { RecordFieldType } from "@/lib/core/ports/destination";
import type { FieldRow, RecordTerms, Transform } from "@/lib/core/record/types";
import { catalog, STANDS, type Stand } from "./stand";

const names = Object.keys(catalog.entities.people!.columns);
const policy: Policy = {
  ...EMPTY_POLICY,
  columns: Object.fromEntries(names.map((name) => [`people.${name}`, "plain"])),
  consent: { people: { value: { column: "agreed" }, is: { eq: true } } },
};
const asOf = "2026-11-20T00:00:00Z";
const segment = { version: 1 as const, entity: "people", where: { all: [] } };

const row = (field: string, from: Transform, nulls: FieldRow["nulls"] = "clear"): FieldRow => ({
  ...{ field, from, nulls },
  when: "always",
});

/** Terms whose fields have the types of their names: "number.share". */
function terms(fields: readonly FieldRow[]): RecordTerms {
  const known = fields.map(({ field }) => {
    const type = field.split(".")[0] as RecordFieldType;
    return [field, { label: field, type, tags: [] }] as const;
  });
  return {
    mapping: { key: { field: "email", from: { column: "email" } }, fields },
    mode: "upsert",
    removal: null,
    known: { ...Object.fromEntries(known), email: { label: "E-mail", type: "text", tags: ["email"] } },
  };
}

describe.each(Object.entries(STANDS))("records in %s", (_id, { dialect, open }) => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await open();
  });
  afterAll(() => stand.close());

  async function wanted(fields: readonly FieldRow[], changed: Partial<Policy> = {}) {
    const { query, ...columns } = compileWantedRecords({
      ...{ catalog, segment, dialect, asOf, terms: terms(fields), label: "CRM" },
      inForce: { policy: { ...policy, ...changed }, version: 1 },
    });
    const rows = await stand.warehouse.rows(query);
    return { columns, rows: rows.map((one) => JSON.stringify(one)).sort() };
  }

  /** The fields of the first and the second person. */
  async function values(fields: readonly FieldRow[]): Promise<unknown[]> {
    const { rows } = await wanted(fields);
    const known = rows.map((one) => JSON.parse(one)).filter(({ key }) => key !== null);
    return known.map(({ payload }) => JSON.parse(payload));
  }

  it("tells of who may go the key and the fields, and of everyone else only why not", async () => {
    const keptBack = (reason: string) => JSON.stringify({ key: null, reason, email: null, payload: null });
    expect(await wanted([row("text.tier", { column: "tier" })])).toEqual({
      columns: { kinds: ["email"], hasPayload: true },
      rows: [
        `{"key":"1","reason":null,"email":"ann@example.test","payload":"{\\"text.tier\\":\\"gold\\"}"}`,
        `{"key":"2","reason":null,"email":"ben@example.test","payload":"{\\"text.tier\\":\\"tin\\"}"}`,
        keptBack("no_consent"),
        keptBack("no_identifier"),
      ],
    });
  });

  it("writes every type as itself, exact, and escapes what text has to", async () => {
    const every = [
      row("text.name", { column: "name" }),
      row("text.notes", { column: "notes" }),
      row("number.orders", { column: "orders" }),
      row("number.share", { column: "share" }),
      row("number.big", { column: "big" }),
      row("boolean.vip", { column: "vip" }),
      row("date.born", { column: "born" }),
      row("datetime.seen", { column: "seen" }),
      row("datetime.born", { column: "born" }),
      row("text.one", { constant: "x" }),
      row("number.one", { constant: 1.5 }),
    ];
    expect(await values(every)).toEqual([
      {
        "boolean.vip": true,
        "date.born": "2026-02-03",
        "datetime.born": "2026-02-03T00:00:00Z",
        "datetime.seen": "2026-03-29T23:30:00Z",
        "number.big": "9007199254740993",
        "number.one": 1.5,
        "number.orders": 3,
        "number.share": 0.5,
        "text.name": 'Ann "A" \\ Lee',
        "text.notes": "one\ntwo\t",
        "text.one": "x",
      },
      {
        "boolean.vip": false,
        "date.born": null,
        "datetime.born": null,
        "datetime.seen": null,
        "number.big": null,
        "number.one": 1.5,
        "number.orders": null,
        "number.share": null,
        "text.name": null,
        "text.notes": null,
        "text.one": "x",
      },
    ]);
  });

  it("leaves out what is unknown and is to stay as it is", async () => {
    const skipped = [
      row("text.name", { column: "name" }, "skip"),
      row("text.tier", { column: "tier" }, "skip"),
      row("number.orders", { column: "orders" }, "skip"),
    ];
    expect(await values(skipped)).toEqual([
      { "number.orders": 3, "text.name": 'Ann "A" \\ Lee', "text.tier": "gold" },
      { "text.tier": "tin" },
    ]);
  });

  it.each<[Transform, RecordFieldType, unknown, unknown]>([
    [{ template: "{name} <{email}>" }, "text", 'Ann "A" \\ Lee < Ann@Example.TEST >', "<ben@example.test>"],
    [{ template: "{name} {notes}" }, "text", 'Ann "A" \\ Lee one\ntwo\t', null],
    [{ cast: { column: "amount" }, to: "number" }, "number", 12.5, null],
    [{ cast: { column: "orders" }, to: "text" }, "text", "3", null],
    [{ cast: { column: "orders" }, to: "boolean" }, "boolean", true, null],
    [{ cast: { column: "vip" }, to: "number" }, "number", 1, 0],
    [{ column: "score" }, "number", 0.00001, 1e21],
    [{ cast: { column: "score" }, to: "boolean" }, "boolean", true, true],
    [{ constant: 1e-7 }, "number", 1e-7, 1e-7],
    [{ cast: { constant: " Yes " }, to: "boolean" }, "boolean", true, true],
    [{ cast: { constant: "2026-13-01" }, to: "date" }, "date", null, null],
    [{ cast: { column: "seen" }, to: "date" }, "date", "2026-03-30", null],
    [
      { cast: { constant: "2026-01-02 03:04" }, to: "datetime" },
      "datetime",
      "2026-01-02T03:04Z",
      "2026-01-02T03:04Z",
    ],
    [{ date: { column: "born" }, format: "DD.MM.YYYY" }, "text", "03.02.2026", null],
    [{ date: { column: "seen" }, format: "YYYY/MM/DD HH:mm" }, "text", "2026/03/30 01:30", null],
    [{ lookup: { column: "tier" }, table: { gold: "A", silver: "B" } }, "text", "A", null],
    [{ lookup: { column: "tier" }, table: { gold: "A" }, otherwise: "Z" }, "choice", "A", "Z"],
  ])("makes %j of a person", async (from, type, first, second) => {
    const field = `${type}.it`;
    expect(await values([row(field, from)])).toEqual([{ [field]: first }, { [field]: second }]);
  });

  it("leaves out a field the policy does not let go, and everyone where that is the key", async () => {
    const columns = { ...policy.columns, "people.tier": "hashed" as const };
    const fields = [
      row("text.tier", { template: "{tier} {orders}" }),
      row("number.orders", { column: "orders" }),
    ];
    const { rows } = await wanted(fields, { columns });
    expect(JSON.parse(JSON.parse(rows[0]!).payload)).toEqual({ "number.orders": 3 });
    const keyless = await wanted(fields, { columns: { ...policy.columns, "people.email": "blocked" } });
    expect(keyless.columns).toEqual({ kinds: [], hasPayload: true });
    expect(keyless.rows.map((one) => JSON.parse(one).reason)).toEqual([
      "no_consent",
      "no_identifier",
      "no_identifier",
      "no_identifier",
    ]);
  });

  it("knows everyone in the audience, whatever they agreed to", async () => {
    const rows = await stand.warehouse.rows(compileMembers({ catalog, segment, dialect, asOf }));
    expect(rows.map(({ key }) => key).sort()).toEqual(["1", "2", "3", "4"]);
  });
});
