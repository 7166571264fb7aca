import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { InvalidInput } from "@/lib/core/errors";
import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import { allDefinitions, definitionOf } from "./definitions";
import { simulatorVariable } from "./endpoint";

/**
 * Starts the local stand-in of a kind of destination. What is not named is what demo mode connects to. Throws InvalidInput
 * for a kind that has none.
 */
export async function startSimulator(
  kind: string,
  options: Partial<SimulatorOptions> & Pick<SimulatorOptions, "port">,
): Promise<RunningSimulator> {
  const { simulator } = definitionOf(kind);
  if (!simulator) {
    throw new InvalidInput({
      code: "NO_SIMULATOR",
      message: `There is no simulator of ${kind}.`,
      fix: `There is one of ${simulatedKinds().join(", ")}.`,
    });
  }
  const start = await simulator.load();
  const { settings, secrets } = simulator.account;
  return start({
    ...options,
    settings: { ...settings, ...options.settings },
    secrets: { ...secrets, ...options.secrets },
  });
}

/**
 * Starts every simulator there is, for demo mode, and tells this process where each listens. What they hold survives in
 * `home`, as a platform's memory survives our restarts; people and tests find the addresses in addresses.json there.
 */
export async function startSimulators(home: string): Promise<{ close(): Promise<void> }> {
  const folder = path.join(home, "simulators");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const running: RunningSimulator[] = [];
  const kinds = simulatedKinds();
  for (const kind of kinds) {
    const simulator = await startSimulator(kind, { port: 0, stateFile: path.join(folder, kind) });
    process.env[simulatorVariable(kind)] = simulator.url;
    running.push(simulator);
  }
  const addresses = Object.fromEntries(kinds.map((kind, at) => [kind, running[at]!.url]));
  await writeFile(path.join(folder, "addresses.json"), `${JSON.stringify(addresses, null, 2)}\n`);
  return {
    async close() {
      await Promise.all(running.map((one) => one.close()));
    },
  };
}

function simulatedKinds(): string[] {
  return allDefinitions()
    .filter(({ simulator }) => simulator)
    .map(({ id }) => id);
}
