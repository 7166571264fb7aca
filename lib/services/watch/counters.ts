import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

const host: { coterieCounters?: Counters } = globalThis as typeof globalThis & { coterieCounters?: Counters };

type Counters = ReturnType<typeof create>;

/** What this process did since it started. Kept on the process: Next loads modules more than once. */
export function counters(): Counters {
  host.coterieCounters ??= create();
  return host.coterieCounters;
}

function create() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "coterie_process_" });
  const registers = [registry];
  return {
    registry,
    calls: new Counter({
      name: "coterie_platform_calls_total",
      help: "Calls to platforms, by kind of destination and how they ended.",
      labelNames: ["destination", "outcome"] as const,
      registers,
    }),
    rows: new Counter({
      name: "coterie_rows_total",
      help: "Rows platforms answered, by operation and whether they took them.",
      labelNames: ["destination", "operation", "outcome"] as const,
      registers,
    }),
    requests: new Counter({
      name: "coterie_platform_requests_total",
      help: "Exchanges with platforms that runs made: a call may take several.",
      labelNames: ["destination"] as const,
      registers,
    }),
    bytes: new Counter({
      name: "coterie_bytes_billed_total",
      help: "Bytes that warehouses billed for what runs asked.",
      labelNames: ["warehouse"] as const,
      registers,
    }),
    read: new Counter({
      name: "coterie_rows_read_total",
      help: "Rows that runs read out of warehouses.",
      labelNames: ["warehouse"] as const,
      registers,
    }),
    callSeconds: new Histogram({
      name: "coterie_platform_call_seconds",
      help: "How long calls to platforms took.",
      labelNames: ["destination"] as const,
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
      registers,
    }),
  };
}
