import { z } from "zod";
import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import type { Fault } from "@/lib/kit/simulator/faults";
import { type PlatformCall, startSimulatorServer } from "@/lib/kit/simulator/server";
import { ofSets } from "@/lib/kit/simulator/sets/platform";
import { overRest, plannable as plannableAds } from "./simulator/ads/failures";
import { overGrpc } from "./simulator/ads/grpc";
import { Jobs } from "./simulator/ads/jobs";
import { answerQuery } from "./simulator/ads/queries";
import { answerDataManager } from "./simulator/data-manager";
import { plannable } from "./simulator/refusals";
import { GoogleWorld } from "./simulator/world";

const Processing = z.object({ milliseconds: z.number().int().min(0) });
const Terms = z.object({ signed: z.boolean() });
const Allowlist = z.object({ allowed: z.boolean() });
const isAds = ({ path }: PlatformCall): boolean => path.startsWith("/v25/");

/**
 * A local stand-in for Google: its token endpoint, the Data Manager API over REST, and of the Google Ads API the queries over REST
 * and the services over gRPC, all at one address. `POST /_simulator/processing {milliseconds}` says how long a request takes
 * to be processed, `POST /_simulator/terms {signed}` whether the account's admin has accepted the terms,
 * `POST /_simulator/allowlist {allowed}` whether the account may use the older jobs, and `POST /_simulator/revoke` ends every
 * access token there is.
 */
export function startGoogleSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const google = new GoogleWorld(options);
  const jobs = new Jobs(google);
  const sets = ofSets(google.world);
  return startSimulatorServer(
    {
      ...sets,
      answer: (call, fault) => {
        if (call.path === "/token") return google.tokens.exchange(call);
        return isAds(call) ? answerQuery(google, jobs, call) : answerDataManager(google, call, fault);
      },
      other: (faults) => overGrpc(google, jobs, faults),
      refusals: refusalsOf(google),
      isFree: ({ path }) => path === "/token",
      changes: ({ method, path }) => method !== "GET" && path !== "/token" && !path.startsWith("/v25/"),
      control: {
        ...sets.control,
        "POST processing": (body) => {
          google.requests.processing = Processing.parse(body).milliseconds;
          return { processing: google.requests.processing };
        },
        "POST terms": (body) => {
          google.termsSigned = Terms.parse(body).signed;
          return { signed: google.termsSigned };
        },
        "POST allowlist": (body) => {
          google.isAllowlisted = Allowlist.parse(body).allowed;
          return { allowed: google.isAllowlisted };
        },
        "POST revoke": () => {
          google.tokens.revokeAll();
          return { ok: true };
        },
      },
      reset: () => {
        sets.reset();
        google.quota.forget();
        google.requests.processing = 0;
        google.termsSigned = false;
        google.isAllowlisted = true;
      },
      close: () => {},
    },
    options.port,
  );
}

/** Each API has its own words for the same. A sign-in that has ended gives no further token either. */
function refusalsOf(google: GoogleWorld) {
  const entries = Object.entries(plannable).map(([name, refuse]) => {
    const ads = plannableAds[name];
    const answer: typeof refuse = (fault) => {
      if (name === "token_expired") google.tokens.endSignIn();
      return refuse(fault);
    };
    return [
      name,
      (fault: Fault, call: PlatformCall) => (ads && isAds(call) ? overRest(ads(fault)) : answer(fault)),
    ] as const;
  });
  return Object.fromEntries(entries);
}
