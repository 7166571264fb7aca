import { createHash } from "node:crypto";
import type { Identifiers } from "./identifiers";
import type { People } from "./people";

/** What was said of an audience when it was made. */
export type Details = Readonly<Record<string, string>>;

const ABSENT = 0;

/**
 * An audience holds people, by the identifiers that were sent of them. Taking one identifier out takes out whoever is behind it,
 * with everything else that was sent of them.
 */
export class Audience {
  /** By identifier: the kind it was sent as, from 1, or absent. */
  private held = new Uint8Array(1 << 10);
  /** Sessions that were told they had their last batch, and its number. */
  readonly sessions = new Map<string, number>();
  calls = { add: 0, remove: 0 };

  constructor(
    readonly id: string,
    readonly name: string,
    readonly details: Details,
    /** Names of the kinds of identifiers. */
    private readonly kinds: readonly string[],
    private readonly identifiers: Identifiers,
    private readonly people: People,
  ) {}

  add(kind: string, identifier: number): void {
    if (identifier >= this.held.length) this.grow(identifier);
    this.held[identifier] = this.kinds.indexOf(kind) + 1;
  }

  clear(): void {
    this.held.fill(ABSENT);
  }

  remove(identifier: number): void {
    if (identifier < 0) return;
    for (const one of this.people.identifiersOf(identifier)) {
      if (one < this.held.length) this.held[one] = ABSENT;
    }
  }

  /** Counts as a platform would never tell them. `shared`: identifiers that several registered people have. */
  summary() {
    const registered = new Set<number>();
    const byKind: Record<string, number> = {};
    let total = 0;
    let alone = 0;
    let shared = 0;
    for (const [kind, identifier] of this.entries()) {
      const behind = this.people.behind(identifier);
      total += 1;
      byKind[kind] = (byKind[kind] ?? 0) + 1;
      if (behind.length === 0) alone += 1;
      if (behind.length > 1) shared += 1;
      for (const person of behind) registered.add(person);
    }
    return { people: alone + registered.size, identifiers: { total, byKind, shared } };
  }

  /** "EMAIL 5e88…" lines, sorted. */
  lines(): string[] {
    return Array.from(
      this.entries(),
      ([kind, identifier]) => `${kind} ${this.identifiers.text(identifier)}`,
    ).sort();
  }

  /** SHA-256 of the sorted lines, each ended by a line feed. */
  digest(): string {
    const hash = createHash("sha256");
    for (const line of this.lines()) hash.update(`${line}\n`);
    return hash.digest("hex");
  }

  *entries(): Generator<[string, number]> {
    for (let identifier = 0; identifier < this.held.length; identifier++) {
      const kind = this.held[identifier]!;
      if (kind !== ABSENT) yield [this.kinds[kind - 1]!, identifier];
    }
  }

  private grow(identifier: number): void {
    const next = new Uint8Array(Math.max(this.held.length * 2, identifier + 1));
    next.set(this.held);
    this.held = next;
  }
}
