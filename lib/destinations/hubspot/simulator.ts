import { z } from "zod";
import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import { type Platform, startSimulatorServer } from "@/lib/kit/simulator/server";
import { Population, register } from "./simulator/people";
import { answerHubspot, changes } from "./simulator/portal";
import { OBJECT_TYPES } from "./simulator/properties";
import { Rates } from "./simulator/rates";
import { plannable } from "./simulator/refusals";
import { stateOf } from "./simulator/state";
import { World } from "./simulator/world";

const Records = z.object({
  object: z.enum(OBJECT_TYPES).default("contacts"),
  records: z.array(z.record(z.string(), z.string())),
});
const Limits = z.object({ daily: z.number().int().min(0), tenSecondly: z.number().int().min(0) });

/** A local stand-in for HubSpot that speaks its protocol over a real socket: properties, records in batches, lists. */
export function startHubspotSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const { settings, secrets } = options;
  const world = new World(options.stateFile);
  const rates = new Rates();
  const portal = {
    world,
    token: secrets.accessToken ?? "",
    portalId: settings.portalId ?? "",
    timeZone: "Europe/Stockholm",
  };
  const platform: Platform = {
    answer(call, fault) {
      const refusal = rates.count(Date.now());
      if (refusal) return refusal;
      const answer = answerHubspot(portal, call, fault);
      return { ...answer, headers: { ...rates.headers(), ...answer.headers } };
    },
    changes,
    refusals: plannable,
    state: (query) => stateOf(world, rates, query),
    control: {
      "POST people": (body) => register(world, Population.parse(body)),
      "POST records": (body) => {
        const { object, records } = Records.parse(body);
        const made = records.map((properties) => ({ id: world.newId(), properties }));
        world.change({ change: "put", type: object, at: Date.now(), records: made });
        return { ids: made.map(({ id }) => id) };
      },
      "POST limits": (body) => {
        rates.limit(Limits.parse(body));
        return { ok: true };
      },
    },
    reset() {
      world.forgetAll();
      rates.reset();
    },
    close: () => {},
  };
  return startSimulatorServer(platform, options.port);
}
