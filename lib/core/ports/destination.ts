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
};

export type DestinationObject = {
  id: string;
  name: string;
  url?: string;
  size?: { lower: number; upper: number };
};

export type SetBatch = {
  operation: "add" | "remove";
  object: string;
  identifier: IdentifierKind;
  /** One row an identifier, one cell a field, in the order of `identifier.fields`. */
  rows: readonly (readonly string[])[];
  /** The same for every batch of one operation of one run; a repeat uses the same numbers. */
  session: { id: number; sequence: number; isLast: boolean; estimatedTotal: number };
};

/** What a platform said of a batch. Platforms that answer per row list the refused ones. */
export type BatchAnswer = {
  received: number;
  refused: number;
  refusedRows?: readonly { row: number; reason: string }[];
  /** Epoch milliseconds before which the account wants no further call. */
  throttledUntil?: number;
};

/**
 * An open account. Failures are thrown as CoterieError and only their remedy is acted on:
 * "retry", "wait_until", "reconnect", "accept_terms", "drop_row" (the batch was refused for what is in it: bisect), "fix_input".
 */
export interface SetDestinationClient {
  test(): Promise<{ account: string; name: string }>;
  listObjects(): Promise<DestinationObject[]>;
  createObject(input: { name: string; description?: string }): Promise<DestinationObject>;
  /** Throws OBJECT_GONE (remedy ask_admin) when the platform no longer has it. */
  getObject(id: string): Promise<DestinationObject>;
  send(batch: SetBatch, options?: { signal?: AbortSignal }): Promise<BatchAnswer>;
}

export type ConnectInput<Settings> = {
  settings: Settings;
  /** Decrypted only for the life of the client. */
  secrets: Readonly<Record<string, string>>;
  /** Where the platform is spoken to; its real address unless demo mode names a simulator. */
  endpoint: string;
};

export interface DestinationDefinition<Settings = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly label: string;
  readonly kind: "set";
  readonly summary: string;
  readonly settings: ZodType<Settings>;
  readonly secrets: readonly { id: string; label: string; help: string }[];
  readonly defaultEndpoint: string;
  readonly fields: readonly DestinationField[];
  readonly identifiers: readonly IdentifierKind[];
  readonly limits: { batchRows: number; concurrency: number };
  /** "counts": acknowledged rows stay unverified. */
  readonly answers: "counts" | "rows";
  /** The platform's own minimum for delivery, people. */
  readonly minimumSize: number;
  /** Days after which a member must be sent again; null: members do not expire. */
  readonly memberLifetimeDays: number | null;
  readonly notes: readonly { text: string; source: string; date: string }[];
  connect(input: ConnectInput<Settings>): SetDestinationClient;
  /** A local stand-in that speaks the platform's protocol. */
  readonly simulator?: Simulator;
}

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
