import type { DuckDBConnection } from "@duckdb/node-api";

/** What DuckDB begins a run with, of which several may be under way, and what it gets where that is too little. */
export const FRUGAL = { memoryLimit: "96MB", roomier: "1GB" } as const;

/** COTERIE_DUCKDB_MEMORY is kept to as it is. Without it, a process that only works begins with little. */
export function beginningRoom({ COTERIE_DUCKDB_MEMORY, COTERIE_WORKER } = process.env): string {
  return COTERIE_DUCKDB_MEMORY ?? (COTERIE_WORKER === "only" ? FRUGAL.memoryLimit : FRUGAL.roomier);
}

/** Asks again, once, with more room than a process begins with where that was too little. */
export async function withRoom<T>(connection: DuckDBConnection, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const isTooLittle = error instanceof Error && /^out of memory/i.test(error.message);
    if (!isTooLittle || process.env.COTERIE_DUCKDB_MEMORY !== undefined) throw error;
    await connection.run(`SET memory_limit = '${FRUGAL.roomier}'`);
    return ask();
  }
}
