import { createHash } from "node:crypto";
import { recordClientOf, setClientOf, setOf } from "@/lib/core/destination/capability";
import { CoterieError } from "@/lib/core/errors";
import type {
  BatchAnswer,
  CallOptions,
  DestinationField,
  IdentifierKind,
  RecordBatch,
  RecordRow,
  SetRow,
} from "@/lib/core/ports/destination";
import type { FrozenPlan, PlannedBatch, PlannedRow } from "@/lib/core/ports/state-store";
import type { Target } from "./deps";
import type { RecordWriting } from "./subject";

/** A batch as its platform takes it: any piece of it can be sent, and a repeat of a piece is known as one. */
export type Parcel<Row> = {
  rows: readonly Row[];
  send(rows: readonly Row[], offset: number, options: CallOptions): Promise<BatchAnswer>;
};

export type ParcelInput = {
  plan: FrozenPlan;
  batch: PlannedBatch;
  /** Every batch of the same operation. */
  siblings: readonly PlannedBatch[];
  rows: readonly PlannedRow[];
  sync: string;
  object: string;
  target: Target;
};

export function setParcel({ plan, batch, siblings, rows, object, target }: ParcelInput): Parcel<SetRow> {
  const { identifiers, attributes } = setOf(target.definition);
  const identifier = identifierOf(target, identifiers, batch.identifier);
  const client = setClientOf(target.client, target.definition);
  const frame = {
    // In a set, what changed beside the identifier is told by adding it again.
    operation: batch.operation === "remove" ? ("remove" as const) : ("add" as const),
    object,
    identifier,
    session: {
      id: sessionId(plan, batch.operation),
      sequence: siblings.indexOf(batch) + 1,
      isLast: batch === lastOf(siblings),
      estimatedTotal: siblings.reduce((sum, one) => sum + one.rows, 0),
    },
  };
  return {
    rows: rows.map((row) => ({
      cells: cellsOf(row, identifier),
      attributes: attributesOf(row, attributes),
    })),
    send: (some, offset, options) =>
      client.send(
        { ...frame, rows: some, idempotencyKey: idempotencyKey(plan, batch, offset, some.length) },
        options,
      ),
  };
}

export function recordParcel(
  { plan, batch, rows, sync, object, target }: ParcelInput,
  { key, mode, removal, rules, order, clears }: RecordWriting,
): Parcel<RecordRow> {
  const client = recordClientOf(target.client, target.definition);
  const isRemoval = batch.operation === "remove";
  const frame: Omit<RecordBatch, "rows" | "idempotencyKey"> = {
    operation: isRemoval ? "remove" : "upsert",
    object,
    key,
    mode,
    removal: isRemoval ? removal : null,
    rules,
    ...(order && { order }),
    origin: { sync, run: plan.run, batch: batch.number },
  };
  const cleared = Object.fromEntries(clears.map((field) => [field, null]));
  return {
    rows: rows.map(({ value, payload }) => ({ key: value, fields: isRemoval ? cleared : fieldsOf(payload) })),
    send: (some, offset, options) =>
      client.send(
        { ...frame, rows: some, idempotencyKey: idempotencyKey(plan, batch, offset, some.length) },
        options,
      ),
  };
}

/** Cells of one identifier are joined by "|"; a single cell is taken as it is. */
const cellsOf = ({ value }: PlannedRow, { fields }: IdentifierKind): string[] =>
  fields.length === 1 ? [value] : value.split("|");

const NONE: readonly string[] = [];

function attributesOf({ payload }: PlannedRow, attributes: readonly DestinationField[]): readonly string[] {
  if (attributes.length === 0) return NONE;
  const known = fieldsOf(payload);
  return attributes.map(({ id }) => String(known[id] ?? ""));
}

/** Safe: the wanted state wrote it as an object of plain values. */
const fieldsOf = (payload: string | null): RecordRow["fields"] =>
  payload === null ? {} : (JSON.parse(payload) as RecordRow["fields"]);

/** Batches whose people were all withheld are not sent. */
export function lastOf(batches: readonly PlannedBatch[]): PlannedBatch {
  return batches.findLast(({ rows }) => rows > 0) ?? batches.at(-1)!;
}

/**
 * Where in the batch a piece begins and how long it is says which rows it holds: they are frozen in their order, until
 * someone is withheld, and then the batch is shorter.
 */
function idempotencyKey(plan: FrozenPlan, batch: PlannedBatch, offset: number, rows: number): string {
  return `${plan.run}-${planned(plan)}-${batch.number}-${batch.rows}-${offset}-${rows}`;
}

function identifierOf(
  { definition }: Target,
  identifiers: readonly IdentifierKind[],
  id: string,
): IdentifierKind {
  const found = identifiers.find((kind) => kind.id === id);
  if (found) return found;
  throw new CoterieError({
    code: "UNKNOWN_IDENTIFIER",
    message: `This version of Coterie does not know the identifier ${id} of ${definition.label}.`,
    fix: "Update Coterie, or start a new run.",
    remedy: "ask_admin",
  });
}

/** A run that was stopped plans anew, and its batches are others under the same numbers. */
const planned = ({ frozenAt }: FrozenPlan) => Date.parse(frozenAt).toString(36);

/** The same for every repeat: 48 bits of the plan and the operation. */
function sessionId(plan: FrozenPlan, operation: string): number {
  return createHash("sha256")
    .update(`${plan.run} ${planned(plan)} ${operation}`)
    .digest()
    .readUIntBE(0, 6);
}
