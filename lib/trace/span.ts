import type { SpanContext } from "@opentelemetry/api";
import { CoterieError } from "@/lib/core/errors";
import { type SpanKind, tracing } from "./tracing";
import { within } from "./work";

/**
 * All a span may say. A closed list, so that nobody hands a value of a person to it in passing: names of operations, ids of
 * our own, counts, codes, hosts.
 */
export type SpanFacts = Partial<{
  "http.request.method": string;
  /** The pattern, not the address: "/api/runs/[id]". */
  "http.route": string;
  "http.response.status_code": number;
  "server.address": string;
  "messaging.destination.name": string;
  "db.system.name": string;
  /** First word of the statement. */
  "db.operation.name": string;
  "error.type": string;
  "coterie.request": string;
  "coterie.workspace": string;
  "coterie.sync": string;
  "coterie.run": string;
  "coterie.run.kind": string;
  "coterie.run.lane": string;
  "coterie.outcome": string;
  "coterie.destination": string;
  "coterie.operation": string;
  "coterie.batch": number;
  "coterie.batches": number;
  "coterie.attempt": number;
  "coterie.rows": number;
  "coterie.rows.refused": number;
  "coterie.bytes": number;
}>;

type SpanOptions = {
  kind?: SpanKind;
  facts?: SpanFacts;
  /** In another process; else it is a part of the span under way, or the first of a trace. */
  parent?: SpanContext;
};

type Note = (facts: SpanFacts) => void;

/** A part of the work as a span of its trace. Failures are told by code; where nobody traces, nothing happens but the work. */
export async function traced<T>(
  name: string,
  { kind = "internal", facts = {}, parent }: SpanOptions,
  work: (note: Note) => Promise<T>,
): Promise<T> {
  const tracer = tracing();
  if (!tracer) return work(nothing);
  const span = tracer.begin(name, kind, facts, parent);
  try {
    return await within({ span }, () => work((more) => void span.setAttributes(more)));
  } catch (error) {
    span.setAttributes({ "error.type": codeOf(error) });
    if (!isExpected(error)) span.setStatus({ code: FAILED });
    throw error;
  } finally {
    span.end();
  }
}

const nothing: Note = () => {};

/** SpanStatusCode.ERROR; the package is loaded only where something is traced. */
const FAILED = 2;

function codeOf(error: unknown): string {
  if (error instanceof CoterieError) return error.code;
  return error instanceof Error ? error.constructor.name : typeof error;
}

/** Thrown to end an attempt in good order, as `stops.ts` does. */
function isExpected(error: unknown): boolean {
  return typeof error === "object" && error !== null && "isNoFailure" in error;
}
