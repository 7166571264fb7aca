import { z } from "zod";
import { Journal } from "@/lib/kit/simulator/journal";
import { Audience, KINDS, type Kind } from "./audience";
import { Identifiers } from "./identifiers";
import { People } from "./people";

const Change = z.discriminatedUnion("change", [
  z.object({ change: z.literal("create"), id: z.string(), name: z.string(), description: z.string() }),
  z.object({ change: z.literal("delete"), id: z.string() }),
  z.object({
    change: z.enum(["add", "remove"]),
    id: z.string(),
    kind: z.enum(KINDS),
    values: z.array(z.string()),
  }),
  /** How many audiences there ever were: an id is never given twice. */
  z.object({ change: z.literal("created"), count: z.string() }),
  z.object({ change: z.literal("people"), people: z.array(z.array(z.string())) }),
]);
export type Change = z.infer<typeof Change>;

const FIRST_ID = 120_210_000_000_000_000n;
const SNAPSHOT_ROWS = 10_000;

/** Everything the platform knows: audiences, identifiers, people. Each change is journaled, then made. */
export class World {
  private identifiers = new Identifiers();
  private people = new People();
  private created = 0n;
  audiences = new Map<string, Audience>();
  private readonly journal: Journal;

  constructor(stateFile: string | undefined) {
    this.journal = new Journal(stateFile);
    for (const entry of this.journal.entries()) this.make(Change.parse(entry));
    this.journal.rewrite(this.snapshot());
  }

  create(name: string, description: string): string {
    const id = String(FIRST_ID + this.created + 1n);
    this.change({ change: "create", id, name, description });
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
  }

  private make(change: Change): void {
    if (change.change === "create") this.begin(change);
    else if (change.change === "delete") this.audiences.delete(change.id);
    else if (change.change === "created") this.created = BigInt(change.count);
    else if (change.change === "people") for (const values of change.people) this.register(values);
    else this.put(change);
  }

  private begin({ id, name, description }: { id: string; name: string; description: string }): void {
    this.created = BigInt(id) - FIRST_ID;
    this.audiences.set(id, new Audience(id, name, description, this.identifiers, this.people));
  }

  private put({
    change,
    id,
    kind,
    values,
  }: {
    change: "add" | "remove";
    id: string;
    kind: Kind;
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
    for (const { id, name, description } of this.audiences.values()) {
      yield { change: "create", id, name, description };
    }
    for (const audience of this.audiences.values()) yield* this.rowsOf(audience);
    yield { change: "created", count: String(this.created) };
  }

  private *rowsOf(audience: Audience): Generator<Change> {
    for (const wanted of KINDS) {
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
