import type { Received } from "./receiver";

export type SentSpan = {
  name: string;
  trace: string;
  id: string;
  parent: string | undefined;
  service: string;
  facts: Record<string, unknown>;
};

type Attribute = { key: string; value: Record<string, unknown> };
type Body = {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: {
        name: string;
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        attributes: Attribute[];
      }[];
    }[];
  }[];
};

/** What a collector was sent, as OTLP writes it in JSON. */
export function spansOf(received: readonly Received[]): SentSpan[] {
  return received
    .map(({ body }) => JSON.parse(body) as Body)
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ resource, scopeSpans }) => {
      const service = String(factsOf(resource.attributes)["service.name"]);
      return scopeSpans
        .flatMap(({ spans }) => spans)
        .map(({ name, traceId: trace, spanId: id, parentSpanId: parent, attributes }) => ({
          ...{ name, trace, id, parent, service },
          facts: factsOf(attributes),
        }));
    });
}

function factsOf(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
