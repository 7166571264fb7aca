import type { SpanContext } from "@opentelemetry/api";
import { currentWork } from "./work";

/** What a job is told of where it comes from: the request of the click, and its trace as W3C writes it. */
export type Origin = { request?: string; traceparent?: string };

/** Of the work that is under way; null where nobody asked for it and nobody traces it. */
export function currentOrigin(): Origin | null {
  const { request, span } = currentWork();
  if (request === undefined && !span) return null;
  return {
    ...(request !== undefined && { request }),
    ...(span && { traceparent: written(span.spanContext()) }),
  };
}

/** Others than version 00 begin the same way (https://www.w3.org/TR/trace-context/, 2026-11-20). */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/;

/** The span a traceparent names; undefined where it names none. */
export function remoteSpan(traceparent: string | null | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
}

function written({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags & 1}`;
}
