import { describe, expect, it } from "vitest";
import { answerOf } from "@/lib/destinations/webhook/answers";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const answer = (text: string, headers: Record<string, string> = {}) =>
  answerOf({ status: 200, headers, text }, 3, NOW);

describe("a receiver's answer", () => {
  it.each(["", "ok", "<html>", "null", "[]", '{"refused":"many"}', '{"refused":[]}'])(
    "%j took everything",
    (text) => {
      expect(answer(text)).toEqual({ received: 3, refused: 0, refusedRows: [] });
    },
  );

  it("names rows by their place, once each, in order", () => {
    const refused = [
      { row: 2, reason: "OLD" },
      { row: 0 },
      { row: 2, reason: "NEW" },
      { row: 3, reason: "BEYOND" },
    ];
    expect(answer(JSON.stringify({ refused })).refusedRows).toEqual([
      { row: 0, reason: "REFUSED" },
      { row: 2, reason: "NEW" },
    ]);
  });

  it("has codes for reasons, or none that is kept", () => {
    const refused = [{ row: 1, reason: "ann@shop.test is unknown", permanent: true }];
    expect(answer(JSON.stringify({ refused })).refusedRows).toEqual([
      { row: 1, reason: "REFUSED", permanent: true },
    ]);
  });

  it("can ask for a pause, in seconds or by the clock", () => {
    expect(answer("", { "retry-after": "90" }).throttledUntil).toBe(NOW + 90_000);
    expect(answer("", { "retry-after": "Fri, 20 Nov 2026 12:10:00 GMT" }).throttledUntil).toBe(NOW + 600_000);
    expect(answer("", { "retry-after": "Fri, 20 Nov 2026 11:00:00 GMT" }).throttledUntil).toBe(NOW + 1000);
    expect(answer("", { "retry-after": "later" }).throttledUntil).toBeUndefined();
  });
});
