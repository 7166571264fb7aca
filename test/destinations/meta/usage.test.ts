import { expect, it } from "vitest";
import { throttledUntil } from "@/lib/destinations/meta/usage";

const header = (usage: object) => ({
  "x-business-use-case-usage": JSON.stringify({ "77": [{ type: "custom_audience", ...usage }] }),
});

it("leaves an account alone that has used little of its allowance", () => {
  expect(throttledUntil(header({ call_count: 60, total_cputime: 12, total_time: 94 }), 0)).toBe(undefined);
  expect(throttledUntil({}, 0)).toBe(undefined);
});

it("pauses a minute before the allowance is gone", () => {
  expect(throttledUntil(header({ call_count: 10, total_cputime: 96, total_time: 1 }), 1000)).toBe(61_000);
});

it("pauses as long as Meta asks", () => {
  expect(throttledUntil(header({ call_count: 100, estimated_time_to_regain_access: 4 }), 0)).toBe(240_000);
});
