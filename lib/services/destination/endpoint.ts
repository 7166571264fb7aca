import { CoterieError, InvalidInput } from "@/lib/core/errors";
import type { DestinationDefinition } from "@/lib/core/ports/destination";

const SIMULATOR = "simulator:";

/**
 * Where a new destination speaks to. In a demo workspace: its simulator, written by name so that ledgers and approvals
 * survive another port, or an address on this machine. Anywhere else: the platform itself.
 */
export function chooseEndpoint(
  definition: Pick<DestinationDefinition, "id" | "defaultEndpoint" | "simulator">,
  isDemo: boolean,
  asked?: string,
): { endpoint: string; simulated: boolean } {
  if (asked !== undefined) {
    if (!isDemo || !isLoopback(asked)) throw notHere();
    return { endpoint: asked, simulated: true };
  }
  if (isDemo && definition.simulator) return { endpoint: `${SIMULATOR}${definition.id}`, simulated: true };
  return { endpoint: definition.defaultEndpoint, simulated: false };
}

/** The address to call now. A named simulator's is in COTERIE_SIMULATOR_<KIND> of the process. */
export function resolveEndpoint(endpoint: string): string {
  if (!endpoint.startsWith(SIMULATOR)) return endpoint;
  const kind = endpoint.slice(SIMULATOR.length);
  const url = process.env[simulatorVariable(kind)];
  if (url) return url;
  throw new CoterieError({
    code: "SIMULATOR_NOT_RUNNING",
    message: `The simulator of ${kind} is not running.`,
    remedy: "retry",
    fix: "Start Coterie with npm start, which brings it up, and try again.",
  });
}

/** "meta" -> "COTERIE_SIMULATOR_META" */
export function simulatorVariable(kind: string): string {
  return `COTERIE_SIMULATOR_${kind.toUpperCase().replaceAll("-", "_")}`;
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol.startsWith("http") && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

function notHere(): InvalidInput {
  return new InvalidInput({
    code: "ENDPOINT_NOT_ALLOWED",
    message: "Another address than the platform's own is only for a simulator on this machine, in demo mode.",
    fix: "Leave the address out.",
    path: "endpoint",
  });
}
