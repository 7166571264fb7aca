import { z } from "zod";
import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import { type Platform, startSimulatorServer } from "@/lib/kit/simulator/server";
import { answerGraph } from "./simulator/graph";
import { plannable } from "./simulator/refusals";
import { World } from "./simulator/world";

/** One person a list: hashes as they are, "MADID:…" and "EXTERN_ID:…" for what is not hashed. */
const Population = z.object({ people: z.array(z.array(z.string().min(1)).min(1)) });

/**
 * A local stand-in for Meta that speaks the Graph protocol over a real socket, as strictly as Meta does, and knows people:
 * they have several hashes and are matched as people. `POST /_simulator/people` registers who has which.
 */
export function startMetaSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const account = `act_${(options.settings.adAccountId ?? "").replace(/^act_/, "")}`;
  const token = options.secrets.accessToken ?? "";
  const world = new World(options.stateFile);
  const platform: Platform = {
    answer: (call, fault) => answerGraph({ world, token, account }, call, fault),
    refusals: plannable(account),
    state: (query) => stateOf(world, query),
    control: {
      "POST people": (body) => {
        const { people } = Population.parse(body);
        world.change({ change: "people", people });
        return { registered: people.length };
      },
    },
    reset: () => world.forgetAll(),
    close: () => {},
  };
  return startSimulatorServer(platform, options.port);
}

/** `?identifiers=1` lists every one, sorted, as "EMAIL 5e88…"; `?digest=1` gives one hash over that list instead. */
function stateOf(world: World, query: URLSearchParams) {
  const audiences = Array.from(world.audiences.values(), (audience) => ({
    id: audience.id,
    name: audience.name,
    ...audience.summary(),
    calls: audience.calls,
    ...(query.has("digest") ? { digest: audience.digest() } : {}),
    ...(query.has("identifiers") ? { list: audience.lines() } : {}),
  }));
  return { audiences };
}
