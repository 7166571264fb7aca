import type { ZodType } from "zod";
import type { PiiTag } from "@/lib/core/catalog/types";
import type { Normaliser } from "@/lib/core/identity/types";

/** One outgoing cell of a platform: what it is, how it must look, in which form it leaves. */
export type DestinationField = {
  /** The platform's own name: "EMAIL". */
  id: string;
  label: string;
  /** Columns with one of these tags are offered first. */
  tags: readonly PiiTag[];
  /** How the platform wants it. */
  form: "hashed" | "plain";
  normaliser: Normaliser;
};

/**
 * What the platform matches a person by: one field (EMAIL), or several sent side by side (name and address).
 * The ledger counts these. A value of several fields is their cells joined by "|"; unknown optional cells are empty.
 */
export type IdentifierKind = {
  id: string;
  label: string;
  fields: readonly string[];
  /** A member has this identifier only when all of these are known. */
  required: readonly string[];
  /** An object takes identifiers of one family only, for ever. Where no family is named, it takes them all. */
  family?: string;
};

export type DestinationObject = {
  id: string;
  name: string;
  url?: string;
  size?: { lower: number; upper: number };
};

/** What a sync writes: a set of people to be found by their identifiers, or records with fields. */
export type SyncKind = "set" | "record";

export type SetBatch = {
  operation: "add" | "remove";
  object: string;
  identifier: IdentifierKind;
  /** One row an identifier: one cell a field of `identifier.fields`, one a declared attribute; "" where unknown. */
  rows: readonly SetRow[];
  /** The same for every batch of one operation of one run; a repeat uses the same numbers. */
  session: { id: number; sequence: number; isLast: boolean; estimatedTotal: number };
  /** Of exactly these rows in this batch of this run: a repeat has the same, whatever else is sent has another. */
  idempotencyKey: string;
};

export type SetRow = { cells: readonly string[]; attributes: readonly string[] };

/** Why a row was not taken, in the platform's words for machines. */
export type RefusedRow = {
  /** Its place in the batch, from 0. */
  row: number;
  /** A code, never a text that may quote the row: "INVALID_EMAIL". */
  reason: string;
  /** It will be refused again however often it is sent unchanged. */
  permanent?: boolean;
  /** Nothing is wrong with it: the platform has nobody of that name yet. Such rows are no sign of a wrong mapping. */
  unknown?: boolean;
};

/** What a reason code means, and what to do about it, for people who never saw the platform's documentation. */
export type RefusalWords = { message: string; fix: string };

/** What a platform said of a batch. Platforms that answer per row list the refused ones. */
export type BatchAnswer = {
  received: number;
  refused: number;
  refusedRows?: readonly RefusedRow[];
  /** Where only counts are told: how many for which reason code. */
  refusedByReason?: Readonly<Record<string, number>>;
  /** Epoch milliseconds before which the account wants no further call. */
  throttledUntil?: number;
  /** The outcome is not known yet: `settle` tells it by this. The counts of such an answer are only what was taken in. */
  ticket?: string;
  /** What is left of a rate as the platform counts it; of the first declared one unless it is named. */
  limits?: { rate?: string; remaining: number /** Epoch milliseconds. */; resetAt: number };
};

export type CallOptions = {
  signal?: AbortSignal;
  /** Waited for before every call to the platform after the first: each counts against the account's rates. */
  turn?: () => Promise<void>;
};

/** Objects that hold a set of people: audiences, lists, cohorts. */
export interface SetClient {
  listObjects(): Promise<DestinationObject[]>;
  createObject(input: { name: string; description?: string }): Promise<DestinationObject>;
  /** Throws OBJECT_GONE (remedy ask_admin) when the platform no longer has it. */
  getObject(id: string, options?: CallOptions): Promise<DestinationObject>;
  send(batch: SetBatch, options?: CallOptions): Promise<BatchAnswer>;
  /**
   * The outcome of a batch that was answered with a ticket. Throws TicketFailed when the platform dropped the batch as a
   * whole and it has to be sent again; any other failure is one of asking.
   */
  settle?(ticket: string, options?: CallOptions): Promise<BatchAnswer | "pending">;
  /** Takes everyone out at once, whoever put them there. */
  clear?(object: string, options?: CallOptions): Promise<void>;
}

export type RecordFieldType = "text" | "number" | "boolean" | "date" | "datetime" | "choice";
export type RecordValue = string | number | boolean | null;

export type RecordField = {
  id: string;
  label: string;
  type: RecordFieldType;
  /** What it is likely to hold; decides what policy asks of it. */
  tags: readonly PiiTag[];
  required?: boolean;
  unique?: boolean;
  choices?: readonly string[];
};

/** A kind of record the account has: contacts, companies. */
export type RecordObject = {
  id: string;
  name: string;
  fields: readonly RecordField[];
  /** Ids of the fields a record can be found by. */
  keys: readonly string[];
  /** The mapping names fields and key as it likes: there is nobody to say which there are. */
  freeFields?: boolean;
};

export type RecordMode = "upsert" | "update_only" | "insert_only" | "mirror";
/** What a mirror does to a record that is no longer wanted. */
export type RecordRemoval = "delete" | "clear_fields" | "untag";
/** When a field is written; the adapter keeps it, reading the record first where the platform cannot. */
export type WriteRule = "always" | "fill_if_empty" | "only_forward";

export type RecordBatch = {
  operation: "upsert" | "remove";
  object: string;
  /** The field records are found by. */
  key: string;
  mode: RecordMode;
  removal: RecordRemoval | null;
  rows: readonly RecordRow[];
  /** By field; a field that is not named is written always. */
  rules: Readonly<Record<string, WriteRule>>;
  /** By a field that only moves forward: its values, first to last. */
  order?: Readonly<Record<string, readonly string[]>>;
  /** Where the rows come from, for a receiver that keeps book. */
  origin?: { sync: string; run: string; batch: number };
  /** Of exactly these rows in this batch of this run: a repeat has the same, whatever else is sent has another. */
  idempotencyKey: string;
};

export type RecordRow = { key: string; fields: Readonly<Record<string, RecordValue>> };

export interface RecordClient {
  listObjects(): Promise<RecordObject[]>;
  /** Throws OBJECT_GONE (remedy ask_admin) when the account has no such records. */
  getObject(id: string, options?: CallOptions): Promise<RecordObject>;
  send(batch: RecordBatch, options?: CallOptions): Promise<BatchAnswer>;
}

/**
 * An open account. Failures are thrown as CoterieError and only their remedy is acted on:
 * "retry", "wait_until", "reconnect", "accept_terms", "drop_row" (the batch was refused for what is in it: bisect), "fix_input".
 */
export interface DestinationClient {
  test(): Promise<{ account: string; name: string }>;
  /** Present exactly where the definition declares the capability. */
  readonly set?: SetClient;
  readonly record?: RecordClient;
  close?(): Promise<void>;
}

export type ConnectInput<Settings> = {
  settings: Settings;
  /** Decrypted only for the life of the client. */
  secrets: Readonly<Record<string, string>>;
  /** Where the platform is spoken to; its real address unless demo mode names a simulator. */
  endpoint: string;
};

/**
 * A credential of the connect form. `optional`: it may be missing, which the client judges; a text says what may stand in its
 * place ("or a key").
 */
export type SecretField = { id: string; label: string; help: string; optional?: true | string };

/** So many calls in so many seconds. A platform's headers may say less at any moment. */
export type RateLimit = { id: string; calls: number; perSeconds: number };

/** Of one account, over all workers. */
export type AccountLimits = { concurrency: number; rates: readonly RateLimit[] };

export type SetCapability = {
  /** What the platform calls its objects, in the singular: "custom audience". */
  noun: string;
  fields: readonly DestinationField[];
  identifiers: readonly IdentifierKind[];
  /** What travels beside an identifier and finds nobody: a member's consent. A changed one is an add again. */
  attributes: readonly DestinationField[];
  /**
   * What the settings say of attributes that are not mapped, by attribute: part of what is held, so that everyone is sent again
   * when it changes. Left out: nothing.
   */
  unmapped?(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
  batchRows: number;
  /** "counts": acknowledged rows stay unverified. "later": so too, once the answer's ticket is settled. */
  answers: "counts" | "rows" | "later";
  /** The platform's own minimum for delivery, people. */
  minimumSize: number;
  /** Days after which a member must be sent again; null: members do not expire. */
  memberLifetimeDays: number | null;
};

export type RecordCapability = {
  batchRows: number;
  answers: "rows";
  modes: readonly RecordMode[];
  removals: readonly RecordRemoval[];
  /** Rules it can keep; all of them where it does not say. */
  rules?: readonly WriteRule[];
  /** A repeated batch with the same key changes nothing more; without it nothing is only inserted. */
  idempotent: boolean;
};

export interface DestinationDefinition<Settings = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly settings: ZodType<Settings>;
  readonly secrets: readonly SecretField[];
  /** Ids of the settings that say whose account it is; all of them where it does not say. */
  readonly accountSettings?: readonly string[];
  /** Ids of further settings that decide whom a member is found as: they stay while people are held. */
  readonly findingSettings?: readonly string[];
  readonly defaultEndpoint: string;
  readonly limits: AccountLimits;
  readonly set: SetCapability | null;
  readonly record: RecordCapability | null;
  readonly notes: readonly { text: string; source: string; date: string }[];
  /** By reason code of a refused row: what people read in its place. */
  readonly refusals?: Readonly<Record<string, RefusalWords>>;
  connect(input: ConnectInput<Settings>): DestinationClient;
  /** A local stand-in that speaks the platform's protocol. */
  readonly simulator?: Simulator;
}

/** A destination as one that takes sets. */
export type SetDefinition = SetCapability & Pick<DestinationDefinition, "id" | "label">;

export type Simulator = {
  /** The account it stands for when nobody names another: what demo mode connects to. */
  readonly account: Pick<SimulatorOptions, "settings" | "secrets">;
  /** Loaded only when it is started. */
  load(): Promise<StartSimulator>;
};

export type SimulatorOptions = {
  /** 0 takes a free one. */
  port: number;
  /** The credential and the account it accepts, by the definition's own names: { accessToken, adAccountId }. */
  secrets: Readonly<Record<string, string>>;
  settings: Readonly<Record<string, string>>;
  /** What it holds survives a restart here. */
  stateFile?: string;
};

/** A running simulator listens on loopback only. `GET {url}/_simulator/state` shows what it holds. */
export type RunningSimulator = { url: string; port: number; close(): Promise<void> };
export type StartSimulator = (options: SimulatorOptions) => Promise<RunningSimulator>;
