import { describe, expect, it } from "vitest";
import { sha256 } from "@/lib/core/identity/sha256";
import type { SetBatch } from "@/lib/core/ports/destination";
import { identifiers } from "@/lib/destinations/meta/fields";
import { usersPayload, usersSession } from "@/lib/destinations/meta/mapper";

const session = { id: 12, sequence: 3, isLast: true, estimatedTotal: 25_000 };
const batch = (id: string, rows: string[][]): SetBatch => ({
  operation: "add",
  object: "1",
  identifier: identifiers.find((one) => one.id === id)!,
  rows: rows.map((cells) => ({ cells, attributes: [] })),
  idempotencyKey: "run-1-0-1",
  session,
});

describe("the body of a batch", () => {
  it("is one column for an identifier that stands alone", () => {
    expect(usersPayload(batch("EMAIL", [[sha256("a")], [sha256("b")]]))).toEqual({
      schema: ["EMAIL"],
      data: [[sha256("a")], [sha256("b")]],
    });
  });

  it("leaves out what is known of nobody, and leaves empty what is unknown of somebody", () => {
    const [fn, ln, zip, country, city] = ["fn", "ln", "zip", "us", "ct"].map(sha256) as [
      string,
      string,
      string,
      string,
      string,
    ];
    const row = (ct: string) => [fn, ln, "", ct, "", zip, country, "", "", "", ""];
    expect(usersPayload(batch("NAME", [row(city), row("")]))).toEqual({
      schema: ["FN", "LN", "CT", "ZIP", "COUNTRY"],
      data: [
        [fn, ln, city, zip, country],
        [fn, ln, "", zip, country],
      ],
    });
  });

  it("sends device ids and own ids as they are", () => {
    expect(usersPayload(batch("EXTERN_ID", [["crm-7"]]))).toEqual({
      schema: ["EXTERN_ID"],
      data: [["crm-7"]],
    });
  });

  it("is refused when a value is not hashed that must be", () => {
    expect(() =>
      usersPayload(batch("PHONE", [[sha256("1")], ["16505551212"], [sha256("2").toUpperCase()]])),
    ).toThrow(expect.objectContaining({ code: "RAW_VALUE_STOPPED", remedy: "report", details: { rows: 2 } }));
  });

  it("is numbered within its session", () => {
    expect(usersSession(batch("EMAIL", []))).toEqual({
      session_id: 12,
      batch_seq: 3,
      last_batch_flag: true,
      estimated_num_total: 25_000,
    });
  });
});
