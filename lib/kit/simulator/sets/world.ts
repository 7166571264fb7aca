import { z } from "zod";
import { Journal } from "../journal";
import { Audience, type Details } from "./audience";
import { Identifiers } from "./identifiers";
import { People } from "./people";

const Change = z.discriminatedUnion("change", [
  z.object({
    change: z.literal("create"),
    id: z.string(),
    name: z.string(),
    details: z.record(z.string(), z.string()).default({}),
  }),
  z.object({ change: z.literal("delete"), id: z.string() }),
  z.object({ change: z.literal("clear"), id: z.string() }),
  z.object({
    change: z.enum(["add", "remove"]),
    id: z.string(),
    kind: z.string(),
    values: z.array(z.string()),
  }),
  /** Whatever else a platform has to remember: what became of a request, say. */
  z.object({ change: z.literal("note"), key: z.string(), text: z.string() }),
  /** How many audiences there ever were: an id is never given twice. */
  z.object({ change: z.literal("created"), count: z.string() }),
  z.object({ change: z.literal("people"), people: z.array(z.array(z.string())) }),
]);
export type Change = z.infer<typeof Change>;

const SNAPSHOT_ROWS = 10_000;
/** Older ones are forgotten. */
const MOST_NOTES = 20_000;

export type WorldOptions = {
  /** Names of the kinds of identifiers its audiences hold. */
  kinds: readonly string[];
  /** Ids are counted up from here. */
  firstId: bigint;
  stateFile: string | undefined;
};

/** Everything a platform of audiences knows: audiences, identifiers, people. Each change is journaled, then made. */
export class World {
  private identifiers = new Identifiers();
  private people = new People();
  private created = 0n;
  audiences = new Map<string, Audience>();
  notes = new Map<string, string>();
  private readonly journal: Journal;

  constructor(private readonly options: WorldOptions) {
    this.journal = new Journal(options.stateFile);
    for (const entry of this.journal.entries()) this.make(Change.parse(entry));
    this.journal.rewrite(this.snapshot());
  }

  create(name: string, details: Details): string {
    const id = String(this.options.firstId + this.created + 1n);
    this.change({ change: "create", id, name, details: { ...details } });
    return id;
  }

  change(change: Change): void {
    this.journal.append(change);
    this.make(change);
  }

  forgetAll(): void {
    this.journal.clear();
    this.identifiers = new Identifiers();
    this.people = new People();
    this.audiences = new Map();
    this.notes = new Map();
  }

  private make(change: Change): void {
    if (change.change === "create") this.begin(change);
    else if (change.change === "delete") this.audiences.delete(change.id);
    else if (change.change === "clear") this.audiences.get(change.id)?.clear();
    else if (change.change === "note") this.note(change.key, change.text);
    else if (change.change === "created") this.created = BigInt(change.count);
    else if (change.change === "people") for (const values of change.people) this.register(values);
    else this.put(change);
  }

  private note(key: string, text: string): void {
    this.notes.set(key, text);
    if (this.notes.size > MOST_NOTES) this.notes.delete(this.notes.keys().next().value!);
  }

  private begin({ id, name, details }: { id: string; name: string; details: Details }): void {
    const { kinds, firstId } = this.options;
    this.created = BigInt(id) - firstId;
    this.audiences.set(id, new Audience(id, name, details, kinds, this.identifiers, this.people));
  }

  private put({
    change,
    id,
    kind,
    values,
  }: {
    change: "add" | "remove";
    id: string;
    kind: string;
    values: string[];
  }): void {
    const audience = this.audiences.get(id);
    if (!audience) return;
    for (const value of values) {
      if (change === "add") audience.add(kind, this.identifiers.number(kind, value));
      else audience.remove(this.identifiers.find(kind, value));
    }
  }

  /** "hash", or "MADID:value" for what is not hashed. */
  private register(values: readonly string[]): void {
    const numbers = values.map((value) => {
      const colon = value.indexOf(":");
      return colon < 0
        ? this.identifiers.number("", value.toLowerCase())
        : this.identifiers.number(value.slice(0, colon), value.slice(colon + 1));
    });
    this.people.register([...new Set(numbers)]);
  }

  private *snapshot(): Generator<Change> {
    const registered = this.people.all((identifier) => this.identifiers.name(identifier));
    if (registered.length > 0) yield { change: "people", people: registered };
    for (const { id, name, details } of this.audiences.values()) {
      yield { change: "create", id, name, details: { ...details } };
    }
    for (const audience of this.audiences.values()) yield* this.rowsOf(audience);
    for (const [key, text] of this.notes) yield { change: "note", key, text };
    yield { change: "created", count: String(this.created) };
  }

  private *rowsOf(audience: Audience): Generator<Change> {
    for (const wanted of this.options.kinds) {
      let values: string[] = [];
      for (const [kind, identifier] of audience.entries()) {
        if (kind !== wanted) continue;
        values.push(this.identifiers.text(identifier));
        if (values.length < SNAPSHOT_ROWS) continue;
        yield { change: "add", id: audience.id, kind, values };
        values = [];
      }
      if (values.length > 0) yield { change: "add", id: audience.id, kind: wanted, values };
    }
  }
}
