import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sign, verify } from "@/lib/http/signature";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const BODY = '{"rows":[]}';
const at = (seconds: number) => NOW + seconds * 1000;
const verdict = (header: string | undefined, body = BODY, secret = "first-secret-of-ours", now = NOW) =>
  verify(header, body, secret, now);

describe("a signature", () => {
  const header = sign(BODY, ["first-secret-of-ours"], NOW);

  it("is an HMAC over the time and the body", () => {
    const expected = createHmac("sha256", "first-secret-of-ours").update(`1795176000.${BODY}`).digest("hex");
    expect(header).toBe(`t=1795176000,v1=${expected}`);
    expect(verdict(header)).toBe("valid");
  });

  it("is of no other body, secret or time", () => {
    expect(verdict(header, '{"rows":[1]}')).toBe("wrong");
    expect(verdict(header, BODY, "another-secret-of-ours")).toBe("wrong");
    expect(verdict(header.replace("t=1795176000", "t=1795176001"))).toBe("wrong");
  });

  it("holds for five minutes either way", () => {
    for (const [seconds, expected] of [
      [300, "valid"],
      [301, "too_old"],
      [-300, "valid"],
      [-301, "too_old"],
    ] as const) {
      expect(verdict(header, BODY, "first-secret-of-ours", at(seconds))).toBe(expected);
    }
  });

  it("is one of each secret while one replaces the other", () => {
    const both = sign(BODY, ["second-secret-of-ours", "first-secret-of-ours"], NOW);
    expect([verdict(both), verdict(both, BODY, "second-secret-of-ours")]).toEqual(["valid", "valid"]);
    expect(verdict(both, BODY, "third-secret-of-ours")).toBe("wrong");
  });

  it.each([undefined, "", "t=1", "v1=ab", "t=soon,v1=ab", "nonsense"])("is none in %j", (text) => {
    expect(verdict(text)).toBe("malformed");
  });
});
