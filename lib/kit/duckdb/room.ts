import type { DuckDBConnection } from "@duckdb/node-api";

/**
 * What DuckDB begins a run with, of which several may be under way, and what it gets, one after the other, where that is too
 * little: nothing takes a gigabyte that half as much again is enough for.
 */
export const FRUGAL = { memoryLimit: "64MB", roomier: ["96MB", "256MB", "1GB"] } as const;

const ROOMY = FRUGAL.roomier.at(-1)!;

/** Memory it no longer needs goes back to the machine when a step is over, not when some time has passed. */
export const GIVEN_BACK = {
  allocator_flush_threshold: "8MB",
  allocator_bulk_deallocation_flush_threshold: "8MB",
} as const;

/**
 * What an instance is opened with. COTERIE_DUCKDB_MEMORY is kept to as it is; without it, a process that only works begins
 * with little. Nor does it keep rows in memory to write them in the order they were read in.
 */
export function beginning({ COTERIE_DUCKDB_MEMORY, COTERIE_WORKER } = process.env): Record<string, string> {
  const onlyWorks = COTERIE_WORKER === "only";
  return {
    memory_limit: COTERIE_DUCKDB_MEMORY ?? (onlyWorks ? FRUGAL.memoryLimit : ROOMY),
    preserve_insertion_order: String(!onlyWorks),
    ...(onlyWorks && GIVEN_BACK),
  };
}

/** Asks again, once, with all the room there is where what a process begins with was too little. */
export async function withRoom<T>(connection: DuckDBConnection, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const isTooLittle = error instanceof Error && /^out of memory/i.test(error.message);
    if (!isTooLittle || process.env.COTERIE_DUCKDB_MEMORY !== undefined) throw error;
    await connection.run(`SET memory_limit = '${ROOMY}'`);
    return ask();
  }
}
