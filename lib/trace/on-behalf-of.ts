import { type Origin, remoteSpan } from "./origin";
import { traced } from "./span";
import type { SpanKind } from "./tracing";
import { within } from "./work";

/** Works for whoever asked, in another process perhaps: their request in the logs, their trace around the span. */
export function onBehalfOf<T>(
  origin: Origin | null | undefined,
  name: string,
  kind: SpanKind,
  work: () => Promise<T>,
): Promise<T> {
  const parent = remoteSpan(origin?.traceparent);
  return within({ request: origin?.request }, () => traced(name, { kind, parent }, work));
}
