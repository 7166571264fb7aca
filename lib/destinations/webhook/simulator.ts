import { z } from "zod";
import type { RunningSimulator, SimulatorOptions } from "@/lib/core/ports/destination";
import { SIGNATURE, verify } from "@/lib/http/signature";
import type { Fault } from "@/lib/kit/simulator/faults";
import {
  type Platform,
  type PlatformAnswer,
  type PlatformCall,
  startSimulatorServer,
} from "@/lib/kit/simulator/server";
import { Posted, Receiver } from "./simulator/receiver";

/** As large as ours are, and no larger. */
const MAX_ROWS = 500;
const Unwanted = z.object({ keys: z.record(z.string(), z.string()) });

/** A small receiver on this machine: it verifies signatures, remembers idempotency keys and refuses rows on demand. */
export function startWebhookSimulator({
  port,
  secrets,
  stateFile,
}: SimulatorOptions): Promise<RunningSimulator> {
  const receiver = new Receiver(stateFile);
  const secret = secrets.signingSecret ?? "";
  const platform: Platform = {
    answer: (call, fault) => answerCall(receiver, secret, call, fault),
    refusals,
    state: (query) => stateOf(receiver, query),
    control: {
      // {"keys": {"customer-7": "NO_SUCH_SHOP"}}: rows with these keys are refused from now on.
      "POST refuse": (body) => {
        for (const [key, reason] of Object.entries(Unwanted.parse(body).keys))
          receiver.unwanted.set(key, reason);
        return { refusing: receiver.unwanted.size };
      },
    },
    reset: () => receiver.forgetAll(),
    close: () => {},
  };
  return startSimulatorServer(platform, port);
}

function answerCall(receiver: Receiver, secret: string, call: PlatformCall, fault?: Fault): PlatformAnswer {
  if (call.method !== "POST") return { status: 405, body: {} };
  const signature = call.headers[SIGNATURE];
  const verdict = verify(String(signature ?? ""), call.text, secret, Date.now());
  if (verdict !== "valid") {
    receiver.calls.badSignatures += 1;
    return { status: 401, body: { error: verdict } };
  }
  const posted = Posted.safeParse(call.body);
  const key = call.headers["idempotency-key"];
  if (posted.data && posted.data.rows.length > MAX_ROWS) return { status: 413, body: {} };
  if (!posted.success || typeof key !== "string") return { status: 400, body: { error: "malformed" } };
  return receiver.take(posted.data, key, fault?.kind === "invalid_entries" ? fault.count : 0);
}

/** By the name of the fault: what receivers of the world answer. */
const refusals: Record<string, (fault: Fault) => PlatformAnswer> = {
  throttle: ({ minutes }) => ({ status: 429, body: {}, headers: { "Retry-After": String(minutes * 60) } }),
  token: () => ({ status: 401, body: {} }),
  token_expired: () => ({ status: 401, body: {} }),
  permission: () => ({ status: 403, body: {} }),
  gone: () => ({ status: 410, body: {} }),
  invalid_parameter: () => ({ status: 422, body: {} }),
  redirect: () => ({ status: 302, body: {}, headers: { Location: "https://elsewhere.example.test/" } }),
  unavailable: () => ({ status: 503, body: {} }),
};

/** `?records=1` shows every row as well. */
function stateOf({ objects, calls }: Receiver, query: URLSearchParams) {
  const counts = Object.fromEntries(Array.from(objects, ([id, rows]) => [id, rows.size]));
  const records = Object.fromEntries(Array.from(objects, ([id, rows]) => [id, [...rows.values()]]));
  return { counts, calls, ...(query.has("records") ? { records } : {}) };
}
