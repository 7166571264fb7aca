import type { Sampler } from "@opentelemetry/sdk-trace";

type Sdk = Pick<
  typeof import("@opentelemetry/sdk-trace"),
  "AlwaysOffSampler" | "AlwaysOnSampler" | "ParentBasedSampler" | "TraceIdRatioBasedSampler"
>;

/**
 * Which traces are kept, by OTEL_TRACES_SAMPLER and OTEL_TRACES_SAMPLER_ARG as the specification names them; all but what a caller
 * has decided to leave out, unless they say otherwise. The SDK of version 3 leaves reading them to whoever sets it up
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/, 2026-11-20).
 */
export function samplerOf(sdk: Sdk, env: NodeJS.ProcessEnv): Sampler {
  const [base, isParentBased] = readName(env.OTEL_TRACES_SAMPLER);
  const root = baseSampler(sdk, base, env.OTEL_TRACES_SAMPLER_ARG);
  return isParentBased ? new sdk.ParentBasedSampler({ root }) : root;
}

function readName(name = "parentbased_always_on"): [base: string, isParentBased: boolean] {
  const isParentBased = name.startsWith("parentbased_");
  return [isParentBased ? name.slice("parentbased_".length) : name, isParentBased];
}

function baseSampler(sdk: Sdk, name: string, argument: string | undefined): Sampler {
  if (name === "always_off") return new sdk.AlwaysOffSampler();
  if (name === "traceidratio") return new sdk.TraceIdRatioBasedSampler(ratioOf(argument));
  return new sdk.AlwaysOnSampler();
}

/** What is no share of one counts as all of it, as the specification has it. */
function ratioOf(argument: string | undefined): number {
  const ratio = argument?.trim() ? Number(argument) : 1;
  return ratio >= 0 && ratio <= 1 ? ratio : 1;
}
