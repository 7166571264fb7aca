import type { Span, SpanContext } from "@opentelemetry/api";
import { samplerOf } from "./sampler";
import { currentWork } from "./work";

export type SpanKind = "internal" | "server" | "client" | "producer" | "consumer";

export type Tracing = {
  /** A part of `parent`, else of the span under way, else the first of a trace. */
  begin(name: string, kind: SpanKind, facts: Record<string, string | number>, parent?: SpanContext): Span;
  stop(): Promise<void>;
};

const HOLDER = Symbol.for("coterie.tracing");
type Host = typeof globalThis & { [HOLDER]?: Tracing };
const host: Host = globalThis;

/** Undefined where nothing is traced. */
export function tracing(): Tracing | undefined {
  return host[HOLDER];
}

/**
 * Begins to send traces to where OpenTelemetry's own variables say (OTLP over HTTP, as JSON); without an endpoint nothing is even
 * loaded. The provider is this product's alone and not the process's: what libraries would tell by themselves, an address with
 * its query or a statement with its values, goes nowhere.
 */
export async function startTracing(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (host[HOLDER] || !isWanted(env)) return;
  const [api, sdk, { OTLPTraceExporter }, resources] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const said = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({ "service.name": "coterie" }).merge(said),
    sampler: samplerOf(sdk, env),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer("coterie");
  host[HOLDER] = {
    begin(name, kind, facts, parent) {
      const { span: around, ...ids } = currentWork();
      const context = parent
        ? api.trace.setSpanContext(api.ROOT_CONTEXT, parent)
        : around
          ? api.trace.setSpan(api.ROOT_CONTEXT, around)
          : api.ROOT_CONTEXT;
      const attributes = { ...idFacts(ids), ...facts };
      return tracer.startSpan(name, { kind: api.SpanKind[KINDS[kind]], attributes }, context);
    },
    stop: () => provider.shutdown(),
  };
}

const KINDS = {
  internal: "INTERNAL",
  server: "SERVER",
  client: "CLIENT",
  producer: "PRODUCER",
  consumer: "CONSUMER",
} as const;

/** Sends what is left; a collector that does not answer holds nobody up for longer than its time limit. */
export async function stopTracing(): Promise<void> {
  const running = host[HOLDER];
  delete host[HOLDER];
  await running?.stop().catch(() => undefined);
}

function isWanted(env: NodeJS.ProcessEnv): boolean {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return Boolean(endpoint) && env.OTEL_SDK_DISABLED !== "true" && env.OTEL_TRACES_EXPORTER !== "none";
}

function idFacts({ request, run, sync, workspace }: ReturnType<typeof currentWork>) {
  const facts = {
    "coterie.request": request,
    "coterie.run": run,
    "coterie.sync": sync,
    "coterie.workspace": workspace,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, id]) => id !== undefined)) as Record<
    string,
    string
  >;
}
