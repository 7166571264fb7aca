import { describe, expect, it } from "vitest";
import { connect, openInstance } from "@/lib/kit/duckdb/instance";

describe("a DuckDB", () => {
  it("is opened without what takes unlike joins of a table with itself for the same", async () => {
    const instance = await openInstance(":memory:");
    const connection = await connect(instance);
    const reader = await connection.runAndReadAll(
      "SELECT value FROM duckdb_settings() WHERE name = 'disabled_optimizers'",
    );
    expect(reader.getRows()).toEqual([["common_subplan"]]);
    connection.closeSync();
    instance.closeSync();
  });
});
