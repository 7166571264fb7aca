import { describe, expect, it } from "vitest";
import { refusalsOf } from "@/lib/core/destination/refusals";
import { definitionOf } from "@/lib/services/destination/definitions";

const WORDS = { NO_RECORD: { message: "It has no such record.", fix: "Make one." } };

describe("rows a platform did not take", () => {
  it("are counted by reason over all batches, the most first, in the destination's words", () => {
    const batches = [
      { refused: 2, refusedRows: [{ reason: "NO_RECORD" }, { reason: "BAD_VALUE" }], refusedReasons: {} },
      { refused: 1, refusedRows: [{ reason: "NO_RECORD" }], refusedReasons: {} },
      { refused: null, refusedRows: [], refusedReasons: {} },
    ];
    expect(refusalsOf(batches, WORDS)).toEqual([
      { reason: "NO_RECORD", rows: 2, message: "It has no such record.", fix: "Make one." },
      {
        reason: "BAD_VALUE",
        rows: 1,
        message: "The platform calls it BAD_VALUE.",
        fix: "Its documentation says what that means; look at the columns these values come from.",
      },
    ]);
  });

  it("are counted where a platform names no rows, and where it gives no reason either", () => {
    const batches = [{ refused: 5, refusedRows: [], refusedReasons: { NO_RECORD: 3 } }];
    expect(refusalsOf(batches, WORDS).map(({ reason, rows }) => [reason, rows])).toEqual([
      ["NO_RECORD", 3],
      [null, 2],
    ]);
  });

  it("are nothing where everything was taken", () => {
    expect(refusalsOf([{ refused: 0, refusedRows: [], refusedReasons: {} }], WORDS)).toEqual([]);
  });

  it("have words for whoever HubSpot does not know", () => {
    expect(definitionOf("hubspot").refusals?.NOT_IN_HUBSPOT?.message).toBe("HubSpot has no such record.");
  });
});
