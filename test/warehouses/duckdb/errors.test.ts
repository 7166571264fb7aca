import { describe, expect, it } from "vitest";
import { CoterieError } from "@/lib/core/errors";
import { translateError } from "@/lib/warehouses/duckdb/errors";

/** As the engine words them (1.5); those that are easy to bring about are tested where they happen. */
const WORDS: [string, string, string][] = [
  [
    'IO Error: Could not write all bytes to file "/tmp/x/duckdb_temp_storage_S32K-0.tmp": wanted=32768 wrote=0: No space left on device',
    "DISK_FULL",
    "The disk is full, so the question could not be worked out.",
  ],
  [
    "Out of Memory Error: failed to offload data block of size 256.0 KiB (90.0 GiB/90.0 GiB used).\nThis limit was set by the 'max_temp_directory_size' setting.",
    "DISK_FULL",
    "The disk is full, so the question could not be worked out.",
  ],
  [
    "Out of Memory Error: could not allocate block of size 256.0 MiB (4.0 KiB/190.7 MiB used)",
    "OUT_OF_MEMORY",
    "The question needs more memory than DuckDB is allowed here.",
  ],
  [
    'IO Error: Could not set lock on file "/data/shop.duckdb": Conflicting lock is held in /usr/bin/python3.12 (PID 4711) by user dbt.',
    "WAREHOUSE_LOCKED",
    "Another process (4711) is writing to the database file /data/shop.duckdb.",
  ],
  [
    'IO Error: Cannot open file "/data/shop.duckdb": Permission denied',
    "WAREHOUSE_FORBIDDEN",
    "Coterie may not read the database file /data/shop.duckdb.",
  ],
  [
    "Conversion Error: Could not convert string 'ann@one.test' to INT32",
    "VALUE_DOES_NOT_FIT",
    "A value in the warehouse does not fit the type the catalog declares.",
  ],
  ["Something nobody has seen before: ann@one.test", "WAREHOUSE_FAILED", "The warehouse could not answer."],
];

describe("the engine's complaint", () => {
  it.each(WORDS)("%s", (words, code, message) => {
    const error = translateError(new Error(words), "/data/shop.duckdb");
    expect(error).toBeInstanceOf(CoterieError);
    expect(error).toMatchObject({ code, message });
    expect(JSON.stringify(error)).not.toContain("ann@");
    expect((error as CoterieError).cause).toBeUndefined();
  });

  it("is left alone when it is already a sentence", () => {
    const error = new CoterieError({ code: "X", message: "Said.", remedy: "retry" });
    expect(translateError(error)).toBe(error);
  });
});
