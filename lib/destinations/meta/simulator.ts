import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import { startSimulatorServer } from "@/lib/kit/simulator/server";
import { ofSets } from "@/lib/kit/simulator/sets/platform";
import { World } from "@/lib/kit/simulator/sets/world";
import { answerGraph } from "./simulator/graph";
import { KINDS } from "./simulator/payload";
import { plannable } from "./simulator/refusals";

const FIRST_ID = 120_210_000_000_000_000n;

/**
 * A local stand-in for Meta that speaks the Graph protocol over a real socket, as strictly as Meta does, and knows people:
 * they have several hashes and are matched as people.
 */
export function startMetaSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const account = `act_${(options.settings.adAccountId ?? "").replace(/^act_/, "")}`;
  const token = options.secrets.accessToken ?? "";
  const world = new World({ kinds: KINDS, firstId: FIRST_ID, stateFile: options.stateFile });
  return startSimulatorServer(
    {
      ...ofSets(world),
      answer: (call, fault) => answerGraph({ world, token, account }, call, fault),
      refusals: plannable(account),
      close: () => {},
    },
    options.port,
  );
}
