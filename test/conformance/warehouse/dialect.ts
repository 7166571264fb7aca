import { type RawBuilder, sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ColumnType } from "@/lib/core/catalog/types";
import { toSqlQuery } from "@/lib/core/compile/member-query";
import { sha256 } from "@/lib/core/identity/sha256";
import { compose } from "@/lib/core/identity/steps/compose";
import type { Dialect, Fragment } from "@/lib/core/ports/warehouse";
import { localPart } from "@/lib/core/segment/evaluate/parts";
import { unitsSince } from "@/lib/core/segment/evaluate/since";
import { instantOf, localTime, shift } from "@/lib/core/segment/evaluate/time";
import { roundDown } from "@/lib/core/segment/evaluate/trunc";
import { foldCase } from "@/lib/core/segment/fold-case";
import type { DatePart, Unit } from "@/lib/core/segment/types";
import { catalogOf } from "@/test/factories/catalog";
import { HAS_NO_CASE, isUnknownToTheInterpreter } from "@/test/support/zetasql/unicode";
import { INTERPRETED, type Opened, type Stand } from "./stand";

const TEXT: ColumnType = { kind: "text" };
const INTEGER: ColumnType = { kind: "integer" };
const UTC: ColumnType = { kind: "timestamp", zone: "UTC" };
const NO_COUNTRY = { country: null };

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Asia/Kolkata",
  "Africa/Casablanca",
];
/** Around nights the clocks of some zone change, ends of months and of years; long past, since engines learn of new rules at different times. */
const MOMENTS = [
  "2024-03-31T00:30:00Z",
  "2024-10-27T00:59:59.999999Z",
  "2024-03-10T07:15:00Z",
  "2024-11-03T05:45:00Z",
  "2024-04-06T15:10:00Z",
  "2024-10-05T16:20:00Z",
  "2018-02-18T01:30:00Z",
  "2018-11-04T02:30:00Z",
  "2024-01-31T12:00:00Z",
  "2024-02-29T23:00:00Z",
  "2023-12-31T23:30:00Z",
  "1969-12-31T23:59:59Z",
];
const UNITS: Unit[] = ["minute", "hour", "day", "week", "month", "quarter", "year"];
const PARTS: DatePart[] = ["hour", "weekday", "day", "month", "quarter", "year"];

/** Every function of the dialect, beside core's own. */
export function dialectContract(dialect: Dialect, stand: Stand): void {
  let opened: Opened;
  beforeAll(async () => {
    const catalog = catalogOf("t", { kind: "table", table: ["t"] }, { id: INTEGER }, { kind: dialect.id });
    opened = await stand(catalog, { t: [{ id: "1" }] });
  });
  afterAll(() => opened.close());

  /** The values of expressions, a hundred in one SELECT. */
  async function valuesOf(fragments: readonly Fragment[]): Promise<unknown[]> {
    const values: unknown[] = [];
    for (let at = 0; at < fragments.length; at += 100) {
      const columns = fragments
        .slice(at, at + 100)
        .map((one, index) => sql`${one} AS ${sql.id(`c${index}`)}`);
      const [row] = await opened.warehouse.rows(toSqlQuery(sql`SELECT ${sql.join(columns)}`, dialect));
      values.push(...columns.map((_, index) => row![`c${index}`]));
    }
    return values;
  }
  const text = (value: string) => dialect.literal(value, TEXT);
  const moment = (value: string) => dialect.literal(value, UTC);
  /** The values of a function over many texts: a table of them at a time, each with characters to spare that part them. */
  async function mapTexts(texts: readonly string[], map: (value: RawBuilder<unknown>) => Fragment) {
    const v = sql`${sql.id("l", "v")}`;
    const mapped = new Map<unknown, unknown>();
    for (let at = 0; at < texts.length; at += 20_000) {
      const some = dialect.texts(texts.slice(at, at + 20_000));
      const query = sql`SELECT ${v} AS ${sql.id("text")}, ${map(v)} AS ${sql.id("mapped")} FROM ${some} AS ${sql.id("l")}`;
      const rows = await opened.warehouse.rows(toSqlQuery(query, dialect));
      for (const row of rows) mapped.set(row.text, row.mapped);
    }
    return texts.map((one) => mapped.get(one));
  }

  it("folds case as core does, for every character there is", { timeout: 60_000 }, async () => {
    const characters = charactersFor(dialect);
    const folded = await mapTexts(characters, (v) => dialect.lower(v));
    const wrong = characters.filter((one, at) => foldCase(one) !== folded[at]);
    expect(wrong.map((one) => one.codePointAt(0)!.toString(16))).toEqual([]);
    expect(
      await valuesOf(["ÉCOLE ΑΣ İX ẞ Straße", "I ı", "ΑΣ"].map((one) => dialect.lower(text(one)))),
    ).toEqual(["école ασ ix ß straße", "i ı", "ασ"]);
  });

  it("composes characters as core does", { timeout: 60_000 }, async () => {
    const texts = charactersFor(dialect).map((one) => `${one.normalize("NFD")}\u0323${one}\u0301`);
    const composed = await mapTexts(texts, (v) => dialect.nfc(v));
    expect(texts.filter((one, at) => compose.text(one, NO_COUNTRY) !== composed[at])).toEqual([]);
  });

  it("hashes as core does", async () => {
    const texts = ["", "a", "é", "😀", "x".repeat(1000), "a\nb"];
    expect(await valuesOf(texts.map((one) => dialect.sha256(text(one))))).toEqual(texts.map(sha256));
    expect(await valuesOf([dialect.sha256(sql`NULLIF(${text("a")}, ${text("a")})`)])).toEqual([null]);
  });

  it("reads patterns alike", async () => {
    const asked = [
      dialect.replaceAll(text("a-b-c"), "([a-z])-", "\\1+"),
      dialect.replaceAll(text("a1b22"), "[0-9]+", ""),
      dialect.replaceAll(text(" \u00a0a\t"), "^[\\x00-\\x20\u00a0]+|[\\x00-\\x20\u00a0]+$", ""),
      dialect.replaceAll(text("a b\u00a0c"), "\\s", "_"),
      dialect.replaceAll(text("[x]{1}"), "[\\[\\]{}]", ""),
      dialect.replaceAll(text("a\nb"), "[^\\n]$", "!"),
      dialect.matches(text("abc"), "^b"),
      dialect.matches(text("Straße"), "[^\\s]"),
      dialect.extract(text("ab12cd34"), "[0-9]+"),
      dialect.extract(text("(a)b"), "\\(([a-z])\\)"),
      dialect.extract(text("ab"), "[0-9]+"),
    ];
    expect(await valuesOf(asked)).toEqual([
      ...["a+b+c", "ab", "a", "a_b\u00a0c", "x1", "a\n!"],
      ...[false, true],
      ...["12", "(a)", null],
    ]);
  });

  it("finds texts in texts", async () => {
    const cases: [string, string][] = [
      ["abc", "b"],
      ["abc", "a"],
      ["abc", "c"],
      ["abc", ""],
      ["", "a"],
      ["a%c", "%"],
      ["é😀", "😀"],
      ["e\u0301", "\u0301"],
    ];
    const of = (find: (a: Fragment, b: Fragment) => Fragment) =>
      valuesOf(cases.map(([a, b]) => find(text(a), text(b))));
    expect(await of(dialect.contains)).toEqual(cases.map(([a, b]) => a.includes(b)));
    expect(await of(dialect.startsWith)).toEqual(cases.map(([a, b]) => a.startsWith(b)));
    expect(await of(dialect.endsWith)).toEqual(cases.map(([a, b]) => a.endsWith(b)));
  });

  it("orders texts by their bytes", async () => {
    const texts = ["a", "B", "b", "é", "z", "Z", "ı", "i", "I", "ä", "😀", "\uff5e", "", "_", "1", "10", "9"];
    const v = sql`${sql.id("l", "v")}`;
    const ordered = dialect.bytewise(v, TEXT);
    const query = sql`SELECT ${v} AS ${sql.id("v")} FROM ${dialect.texts(texts)} AS ${sql.id("l")} ORDER BY ${ordered}`;
    const rows = await opened.warehouse.rows(toSqlQuery(query, dialect));
    expect(rows.map((row) => row.v)).toEqual(
      [...texts].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
    const extremes = sql`SELECT MIN(${ordered}) AS ${sql.id("low")}, MAX(${ordered}) AS ${sql.id("high")} FROM ${dialect.texts(texts)} AS ${sql.id("l")}`;
    expect(await opened.warehouse.rows(toSqlQuery(extremes, dialect))).toEqual([{ low: "", high: "😀" }]);
  });

  it("holds a table of texts, whatever is in them", async () => {
    const tables = [["a"], [""], ["a", ""], ["a\nb", "\ue000", "'", '"', "\\", "{}", ","], ["NULL", "null"]];
    for (const texts of tables) {
      const query = sql`SELECT ${sql.id("l", "v")} AS ${sql.id("v")} FROM ${dialect.texts(texts)} AS ${sql.id("l")}`;
      const rows = await opened.warehouse.rows(toSqlQuery(query, dialect));
      expect(rows.map((row) => row.v).sort()).toEqual([...texts].sort());
    }
  });

  it("looks entries up", async () => {
    const table = new Map([
      ["it's", "o'clock"],
      ["x", "y"],
      ["__proto__", "z"],
    ]);
    const asked = ["it's", "x", "__proto__", "none", "X", ""].map((one) => dialect.lookup(text(one), table));
    expect(await valuesOf(asked)).toEqual(["o'clock", "y", "z", null, null, null]);
  });

  describe.each(ZONES)("in %s", (zone) => {
    const at = (one: string) => instantOf(one, "UTC");
    const iso = (instant: bigint) => toIso(instant);

    it("moves instants by units", async () => {
      const moves = MOMENTS.flatMap((one) =>
        UNITS.flatMap((unit) => [-13, -3, -1, 1].map((count) => ({ one, unit, count }))),
      );
      expect(
        await valuesOf(moves.map(({ one, unit, count }) => dialect.later(moment(one), count, unit, zone))),
      ).toEqual(moves.map(({ one, unit, count }) => iso(shift(at(one), count, unit, zone))));
    });

    it("shows local times and dates", async () => {
      const locals = MOMENTS.map((one) => localTime(at(one), zone));
      expect(await valuesOf(MOMENTS.map((one) => dialect.localTime(moment(one), zone)))).toEqual(
        locals.map((local) => iso(instantOf(`${local.toString()}Z`, "UTC"))),
      );
      expect(await valuesOf(MOMENTS.map((one) => dialect.localDate(moment(one), zone)))).toEqual(
        locals.map((local) => local.toPlainDate().toString()),
      );
    });

    it("reads local times as instants, those shown twice as the first", async () => {
      const locals = MOMENTS.flatMap((one) => {
        const local = localTime(at(one), zone);
        return [-60, -30, 0, 15, 30, 60].map((minutes) => local.add({ minutes }).toString());
      });
      const type: ColumnType = { kind: "timestamp", zone };
      const stored = (local: string) => dialect.instant(dialect.localTime(moment(`${local}Z`), "UTC"), type);
      expect(await valuesOf(locals.map(stored))).toEqual(locals.map((local) => iso(instantOf(local, zone))));
    });

    it("takes parts of them, and rounds them down", async () => {
      const locals = MOMENTS.map((one) => dialect.localTime(moment(one), zone));
      const asked = locals.flatMap((local) => PARTS.map((part) => dialect.part(local, part)));
      expect((await valuesOf(asked)).map(Number)).toEqual(
        MOMENTS.flatMap((one) => PARTS.map((part) => localPart(localTime(at(one), zone), part))),
      );
      const rounded = UNITS.map((unit) => unit).flatMap((unit) =>
        MOMENTS.map((one) =>
          unit === "minute" || unit === "hour"
            ? dialect.truncClock(moment(one), unit, zone)
            : dialect.firstDay(dialect.localTime(moment(one), zone), unit),
        ),
      );
      expect(await valuesOf(rounded)).toEqual(
        UNITS.flatMap((unit) =>
          MOMENTS.map((one) => {
            const known = roundDown({ kind: "instant", at: at(one) }, unit, zone);
            return known.kind === "date" ? known.date : known.kind === "instant" ? iso(known.at) : null;
          }),
        ),
      );
    });

    it("counts the months and microseconds between two", async () => {
      const pairs = MOMENTS.flatMap((from) => MOMENTS.map((to) => [from, to] as const));
      const months = await valuesOf(
        pairs.map(([from, to]) => dialect.monthsBetween(moment(from), moment(to), zone)),
      );
      expect(months.map(Number)).toEqual(
        pairs.map(([from, to]) => Number(unitsSince(at(from), at(to), "month", zone))),
      );
      const lengths = await valuesOf(
        pairs.map(([from, to]) => dialect.microsecondsBetween(moment(from), moment(to))),
      );
      expect(lengths.map((one) => BigInt(String(one).replace(/\.0+$/, "")))).toEqual(
        pairs.map(([from, to]) => at(to) - at(from)),
      );
    });
  });

  it("divides rounding down", async () => {
    const whole = [-25, -24, -13, -12, -1, 0, 1, 11, 12, 13, 24, 1200];
    const divided = await valuesOf(
      whole.map((n) => dialect.floorDivide(dialect.literal(String(n), INTEGER), 12)),
    );
    expect(divided.map(Number)).toEqual(whole.map((n) => Math.floor(n / 12)));
  });

  it("adds up more than 64 bits hold, losing no digit", async () => {
    const v = dialect.literal("9223372036854775807", INTEGER);
    const query = sql`SELECT SUM(${dialect.summand(v, INTEGER)}) AS ${sql.id("total")} FROM ${dialect.texts(["a", "b", "c"])} AS ${sql.id("l")}`;
    const [row] = await opened.warehouse.rows(toSqlQuery(query, dialect));
    expect(String(row!.total).replace(/\.0+$/, "")).toBe("27670116110564327421");
  });
}

/** An interpreter is asked about letters that can have a case, and not about marks newer than it. */
function charactersFor({ id }: Dialect): string[] {
  if (!INTERPRETED.has(id)) return everyCharacter();
  return everyCharacter().filter((one) => !HAS_NO_CASE.test(one) && !isUnknownToTheInterpreter(one));
}

/**
 * Beyond the ideographs of plane 3 nothing is assigned that has a case or combines. Without the byte-order mark, which
 * DuckDB's client takes off the beginning of a text.
 */
function everyCharacter(): string[] {
  const codes = Array.from({ length: 0x3ffff }, (_, index) => index + 1);
  return codes
    .filter((code) => (code < 0xd800 || code > 0xdfff) && code !== 0xfeff)
    .map((code) => String.fromCodePoint(code));
}

function toIso(instant: bigint): string {
  return new Temporal.Instant(instant * 1000n)
    .round("microsecond")
    .toString({ fractionalSecondDigits: instant % 1_000_000n === 0n ? 0 : 6 });
}
