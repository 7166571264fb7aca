import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { destinations } from "@/lib/destinations/registry.generated";
import { simulatorVariable } from "../destination/endpoint";

/**
 * Starts the simulator of every destination that has one and tells this process where it listens. What they hold
 * survives in `home`, as a platform's memory survives our restarts. Only in demo mode, only on loopback.
 */
export async function startSimulators(home: string): Promise<{ close(): Promise<void> }> {
  const folder = path.join(home, "simulators");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const running: RunningSimulator[] = [];
  for (const definition of Object.values(destinations)) {
    if (!definition.simulator) continue;
    const start = await definition.simulator.load();
    const simulator = await start({
      port: 0,
      ...definition.simulator.account,
      stateFile: path.join(folder, `${definition.id}.json`),
    });
    process.env[simulatorVariable(definition.id)] = simulator.url;
    running.push(simulator);
  }
  return {
    async close() {
      await Promise.all(running.map((one) => one.close()));
    },
  };
}
