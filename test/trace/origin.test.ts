import { expect, it } from "vitest";
import { currentOrigin, remoteSpan } from "@/lib/trace/origin";
import { within } from "@/lib/trace/work";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

it("reads a traceparent as W3C writes it", () => {
  const named = { traceId: TRACE, spanId: SPAN, isRemote: true };
  expect(remoteSpan(`00-${TRACE}-${SPAN}-01`)).toEqual({ ...named, traceFlags: 1 });
  expect(remoteSpan(`00-${TRACE}-${SPAN}-00`)).toEqual({ ...named, traceFlags: 0 });
  expect(remoteSpan(`cc-${TRACE}-${SPAN}-09-what-the-future-will-be-like`)).toEqual({
    ...named,
    traceFlags: 1,
  });
});

it("takes nothing else for one", () => {
  for (const text of [
    undefined,
    null,
    "",
    `ff-${TRACE}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-011`,
  ]) {
    expect(remoteSpan(text)).toBeUndefined();
  }
});

it("tells a job of the request, and of nothing where nobody asked", () => {
  expect(currentOrigin()).toBeNull();
  expect(within({ request: "r" }, currentOrigin)).toEqual({ request: "r" });
});
