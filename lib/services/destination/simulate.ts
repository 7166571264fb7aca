import { InvalidInput } from "@/lib/core/errors";
import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import { allDefinitions, definitionOf } from "./definitions";

/** Starts the local stand-in of a kind of destination. Throws InvalidInput for a kind that has none. */
export async function startSimulator(kind: string, options: SimulatorOptions): Promise<RunningSimulator> {
  const load = definitionOf(kind).simulator;
  if (!load) {
    throw new InvalidInput({
      code: "NO_SIMULATOR",
      message: `There is no simulator of ${kind}.`,
      fix: `There is one of ${simulatedKinds().join(", ")}.`,
    });
  }
  const start = await load();
  return start(options);
}

function simulatedKinds(): string[] {
  return allDefinitions()
    .filter(({ simulator }) => simulator)
    .map(({ id }) => id);
}
