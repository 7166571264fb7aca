import * as sdk from "@opentelemetry/sdk-trace";
import { expect, it } from "vitest";
import { samplerOf } from "@/lib/trace/sampler";

const sampled = (name?: string, argument?: string) =>
  samplerOf(sdk, {
    OTEL_TRACES_SAMPLER: name,
    OTEL_TRACES_SAMPLER_ARG: argument,
  } as unknown as NodeJS.ProcessEnv).toString();

it("keeps what the environment says", () => {
  const rest =
    "remoteParentSampled=AlwaysOnSampler, remoteParentNotSampled=AlwaysOffSampler, localParentSampled=AlwaysOnSampler, localParentNotSampled=AlwaysOffSampler}";
  expect(sampled()).toBe(`ParentBased{root=AlwaysOnSampler, ${rest}`);
  expect(sampled("always_on")).toBe("AlwaysOnSampler");
  expect(sampled("always_off")).toBe("AlwaysOffSampler");
  expect(sampled("traceidratio", "0.25")).toBe("TraceIdRatioBased{0.25}");
  expect(sampled("traceidratio")).toBe("TraceIdRatioBased{1}");
  expect(sampled("traceidratio", "a quarter")).toBe("TraceIdRatioBased{1}");
  expect(sampled("parentbased_traceidratio", "0.5")).toBe(`ParentBased{root=TraceIdRatioBased{0.5}, ${rest}`);
});
