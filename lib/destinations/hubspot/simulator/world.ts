import { z } from "zod";
import { Journal } from "@/lib/kit/simulator/journal";
import { OBJECT_TYPES, type ObjectType, Property, STANDARD } from "./properties";

const type = z.enum(OBJECT_TYPES);
const Change = z.discriminatedUnion("change", [
  z.object({ change: z.literal("property"), type, property: Property }),
  z.object({ change: z.literal("archive_property"), type, name: z.string() }),
  z.object({
    change: z.literal("put"),
    type,
    at: z.number(),
    records: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.string()) })),
  }),
  z.object({ change: z.literal("archive"), type, ids: z.array(z.string()) }),
  z.object({ change: z.literal("list"), id: z.string(), name: z.string(), processingType: z.string() }),
  z.object({ change: z.literal("delete_list"), id: z.string() }),
  z.object({
    change: z.literal("members"),
    id: z.string(),
    add: z.array(z.string()),
    remove: z.array(z.string()),
  }),
  /** How many records and lists there ever were: an id is never given twice. */
  z.object({ change: z.literal("given"), ids: z.number() }),
]);
export type Change = z.infer<typeof Change>;

export type StoredRecord = {
  id: string;
  properties: Record<string, string>;
  created: number;
  updated: number;
};
export type List = { id: string; name: string; processingType: string; members: Set<string> };

/** Lists are of contacts. */
export const CONTACTS_TYPE_ID = "0-1";
const SNAPSHOT_ROWS = 1000;

class Table {
  readonly properties: Map<string, Property>;
  readonly records = new Map<string, StoredRecord>();
  /** "email\u0000ann@…" to the record that has it, for what is looked up by value. */
  private readonly byValue = new Map<string, string>();

  constructor(standard: readonly Property[]) {
    this.properties = new Map(standard.map((property) => [property.name, property]));
  }

  isKey(name: string): boolean {
    return name === "email" || (this.properties.get(name)?.hasUniqueValue ?? false);
  }

  find(key: string | undefined, value: string): StoredRecord | undefined {
    const id = key === undefined ? value : this.byValue.get(entry(key, value));
    return id === undefined ? undefined : this.records.get(id);
  }

  put(id: string, properties: Readonly<Record<string, string>>, at: number): void {
    const record = this.records.get(id) ?? { id, properties: {}, created: at, updated: at };
    this.forget(record);
    record.updated = at;
    for (const [name, value] of Object.entries(properties)) {
      if (value === "") delete record.properties[name];
      else record.properties[name] = name === "email" ? value.toLowerCase() : value;
    }
    this.records.set(id, record);
    for (const value of this.valuesOf(record)) this.byValue.set(value, id);
  }

  archive(id: string): void {
    const record = this.records.get(id);
    if (record) this.forget(record);
    this.records.delete(id);
  }

  private forget(record: StoredRecord): void {
    for (const value of this.valuesOf(record)) this.byValue.delete(value);
  }

  /** Further addresses of a merged contact find it as well as its first. */
  private valuesOf({ properties }: StoredRecord): string[] {
    const more = (properties.hs_additional_emails ?? "").split(";").filter(Boolean);
    const keys = Object.entries(properties).filter(([name]) => this.isKey(name));
    return [...keys, ...more.map((email) => ["email", email] as const)].map(([name, value]) =>
      entry(name, value),
    );
  }
}

const entry = (key: string, value: string): string =>
  `${key}\u0000${key === "email" ? value.trim().toLowerCase() : value}`;

/** Everything the portal knows: properties, records, lists. Each change is journaled, then made. */
export class World {
  tables = emptyTables();
  lists = new Map<string, List>();
  private given = 0;
  private readonly journal: Journal;

  constructor(stateFile: string | undefined) {
    this.journal = new Journal(stateFile);
    for (const change of this.journal.entries()) this.make(Change.parse(change));
    this.journal.rewrite(this.snapshot());
  }

  newId(): string {
    this.given += 1;
    return String(100_000 + this.given);
  }

  change(change: Change): void {
    this.journal.append(change);
    this.make(change);
  }

  forgetAll(): void {
    this.journal.clear();
    this.tables = emptyTables();
    this.lists = new Map();
  }

  private make(change: Change): void {
    switch (change.change) {
      case "property":
        this.tables[change.type].properties.set(change.property.name, change.property);
        return;
      case "archive_property":
        this.tables[change.type].properties.delete(change.name);
        return;
      case "put":
        for (const { id, properties } of change.records) {
          this.remember(id);
          this.tables[change.type].put(id, properties, change.at);
        }
        return;
      case "archive":
        for (const id of change.ids) this.archive(change.type, id);
        return;
      case "list": {
        const { id, name, processingType } = change;
        this.remember(id);
        this.lists.set(id, { id, name, processingType, members: new Set() });
        return;
      }
      case "delete_list":
        this.lists.delete(change.id);
        return;
      case "members": {
        const list = this.lists.get(change.id);
        for (const id of change.add) list?.members.add(id);
        for (const id of change.remove) list?.members.delete(id);
        return;
      }
      case "given":
        this.given = Math.max(this.given, change.ids);
    }
  }

  private remember(id: string): void {
    const number = Number(id) - 100_000;
    if (Number.isSafeInteger(number)) this.given = Math.max(this.given, number);
  }

  private archive(type: ObjectType, id: string): void {
    this.tables[type].archive(id);
    if (type === "contacts") for (const list of this.lists.values()) list.members.delete(id);
  }

  private *snapshot(): Generator<Change> {
    yield { change: "given", ids: this.given };
    for (const type of OBJECT_TYPES) {
      const { properties, records } = this.tables[type];
      for (const { name } of STANDARD[type]) {
        if (!properties.has(name)) yield { change: "archive_property", type, name };
      }
      for (const property of properties.values()) yield { change: "property", type, property };
      for (const { id, properties, updated } of records.values()) {
        yield { change: "put", type, at: updated, records: [{ id, properties }] };
      }
    }
    for (const { id, name, processingType, members } of this.lists.values()) {
      yield { change: "list", id, name, processingType };
      const ids = [...members];
      for (let from = 0; from < ids.length; from += SNAPSHOT_ROWS) {
        yield { change: "members", id, add: ids.slice(from, from + SNAPSHOT_ROWS), remove: [] };
      }
    }
  }
}

const emptyTables = (): Record<ObjectType, Table> => ({
  contacts: new Table(STANDARD.contacts),
  companies: new Table(STANDARD.companies),
});
