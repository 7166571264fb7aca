import { z } from "zod";
import { Journal } from "@/lib/kit/simulator/journal";
import type { PlatformAnswer } from "@/lib/kit/simulator/server";

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Row = z.object({ key: z.string(), fields: z.record(z.string(), value).optional() });
export const Posted = z.object({
  version: z.literal(1),
  sync: z.string().nullable(),
  run: z.string().nullable(),
  batch: z.number().int().nullable(),
  object: z.string(),
  operation: z.enum(["upsert", "remove", "ping"]),
  key: z.string().nullable(),
  rows: z.array(Row),
});
export type Posted = z.infer<typeof Posted>;

const Entry = z.object({
  idempotencyKey: z.string(),
  /** The field rows are found by. */
  key: z.string(),
  object: z.string(),
  operation: z.enum(["upsert", "remove"]),
  rows: z.array(Row),
  refused: z.array(z.object({ row: z.number(), reason: z.string(), permanent: z.boolean() })),
});
type Entry = z.infer<typeof Entry>;
type Fields = Record<string, z.infer<typeof value>>;

/** What a good receiver does: holds rows by their key, and answers a repeated call as it did the first time. */
export class Receiver {
  objects = new Map<string, Map<string, Fields>>();
  private answered = new Map<string, Entry["refused"]>();
  /** Keys of rows to be refused, to the code they are refused with. */
  readonly unwanted = new Map<string, string>();
  calls = { taken: 0, repeated: 0, badSignatures: 0 };
  private readonly journal: Journal;

  constructor(stateFile: string | undefined) {
    this.journal = new Journal(stateFile);
    for (const entry of this.journal.entries()) this.make(Entry.parse(entry));
  }

  take(posted: Posted, idempotencyKey: string, refusedFirst: number): PlatformAnswer {
    if (posted.operation === "ping") return { status: 200, body: {} };
    const before = this.answered.get(idempotencyKey);
    this.calls[before ? "repeated" : "taken"] += 1;
    if (before) return told(before);
    const { object, operation, rows } = posted;
    const refused = rows.flatMap((row, at) => {
      const reason = at < refusedFirst ? "PLANNED" : this.unwanted.get(row.key);
      return reason === undefined ? [] : [{ row: at, reason, permanent: true }];
    });
    const key = posted.key ?? "key";
    const entry = { idempotencyKey, key, object, operation, rows, refused };
    this.journal.append(entry);
    this.make(entry);
    return told(refused);
  }

  forgetAll(): void {
    this.journal.clear();
    this.objects = new Map();
    this.answered = new Map();
    this.unwanted.clear();
    this.calls = { taken: 0, repeated: 0, badSignatures: 0 };
  }

  private make({ idempotencyKey, key, object, operation, rows, refused }: Entry): void {
    this.answered.set(idempotencyKey, refused);
    const held = this.objects.get(object) ?? new Map<string, Fields>();
    this.objects.set(object, held);
    const bad = new Set(refused.map(({ row }) => row));
    for (const [at, row] of rows.entries()) {
      if (bad.has(at)) continue;
      if (operation === "remove") held.delete(row.key);
      else held.set(row.key, withoutNulls({ [key]: row.key, ...held.get(row.key), ...row.fields }));
    }
  }
}

/** null clears a field. */
const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

const told = (refused: Entry["refused"]): PlatformAnswer => ({ status: 200, body: { refused } });
