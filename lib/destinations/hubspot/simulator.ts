import { z } from "zod";
import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import { type Platform, startSimulatorServer } from "@/lib/kit/simulator/server";
import { answerHubspot } from "./simulator/portal";
import { OBJECT_TYPES } from "./simulator/properties";
import { Rates } from "./simulator/rates";
import { plannable } from "./simulator/refusals";
import { World } from "./simulator/world";

/** One contact a list: its address, then those that were merged into it. */
const Population = z.object({ people: z.array(z.array(z.string().min(1)).min(1)) });
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
    refusals: plannable,
    state: (query) => stateOf(world, rates, query),
    control: {
      "POST people": (body) => register(world, Population.parse(body).people),
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

function register(world: World, people: readonly string[][]) {
  const records = people.map(([email = "", ...more]) => ({
    id: world.newId(),
    properties: { email, hs_additional_emails: more.join(";") },
  }));
  world.change({ change: "put", type: "contacts", at: Date.now(), records });
  return { registered: records.length };
}

/** `?records=1` lists every record and every member as well. */
function stateOf(world: World, rates: Rates, query: URLSearchParams) {
  const isWhole = query.has("records");
  const tables = OBJECT_TYPES.map((type) => {
    const records = [...world.tables[type].records.values()];
    const shown = records.map(({ id, properties }) => ({ id, ...properties }));
    return [type, { count: records.length, ...(isWhole ? { records: shown } : {}) }] as const;
  });
  const lists = Array.from(world.lists.values(), ({ id, name, members }) => ({
    id,
    name,
    people: members.size,
    ...(isWhole ? { members: [...members].sort() } : {}),
  }));
  return {
    ...Object.fromEntries(tables),
    lists,
    calls: { total: rates.calls, mostInTenSeconds: rates.peak },
  };
}
