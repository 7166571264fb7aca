import { z } from "zod";
import type { Platform } from "../server";
import type { World } from "./world";

/** One person a list: hashes as they are, "MADID:…" for what is not hashed. */
const Population = z.object({ people: z.array(z.array(z.string().min(1)).min(1)) });

/** What every simulator of audiences shows, is told and forgets. `POST /_simulator/people` registers who has which identifiers. */
export function ofSets(world: World): Pick<Platform, "state" | "control" | "reset"> {
  return {
    state: (query) => ({ audiences: audiencesOf(world, query) }),
    control: {
      "POST people": (body) => {
        const { people } = Population.parse(body);
        world.change({ change: "people", people });
        return { registered: people.length };
      },
    },
    reset: () => world.forgetAll(),
  };
}

/** `?identifiers=1` lists every one, sorted, as "EMAIL 5e88…"; `?digest=1` gives one hash over that list instead. */
function audiencesOf(world: World, query: URLSearchParams) {
  return Array.from(world.audiences.values(), (audience) => ({
    id: audience.id,
    name: audience.name,
    ...audience.summary(),
    calls: audience.calls,
    ...(query.has("digest") ? { digest: audience.digest() } : {}),
    ...(query.has("identifiers") ? { list: audience.lines() } : {}),
  }));
}
