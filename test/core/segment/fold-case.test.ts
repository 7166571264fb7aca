import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, it } from "vitest";
import { foldCase } from "@/lib/core/segment/fold-case";

describe("foldCase", () => {
  it("lowers one code point at a time and keeps accents", () => {
    expect(foldCase("ÉCOLE ΑΣ İX ẞ Straße 🎉 𐐀")).toBe("école ασ ix ß straße 🎉 𐐨");
    expect(foldCase("E\u0301")).toBe("e\u0301");
    expect(foldCase("")).toBe("");
  });

  it("equals DuckDB's lower() for every code point", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    // Hex, because the client's text decoding drops a leading byte-order mark.
    const reader = await connection.runAndReadAll(
      "SELECT n::INTEGER, hex(lower(chr(n::INTEGER))) FROM range(1, 1114112) r(n) WHERE n NOT BETWEEN 55296 AND 57343",
    );
    const differing = reader.getRows().filter(([codePoint, hex]) => {
      const folded = foldCase(String.fromCodePoint(Number(codePoint)));
      return Buffer.from(folded).toString("hex").toUpperCase() !== hex;
    });
    expect(differing).toEqual([]);
    connection.closeSync();
    instance.closeSync();
  }, 30_000);
});
