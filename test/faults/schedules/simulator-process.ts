import type { DestinationDefinition } from "@/lib/core/ports/destination";
import type { PlatformKind } from "./platforms";

// A platform as a process of its own, which can be killed: what it acknowledged is in its state file.
const definitions: Record<
  PlatformKind,
  () => Promise<{ default: Pick<DestinationDefinition, "simulator"> }>
> = {
  meta: () => import("@/lib/destinations/meta"),
  google: () => import("@/lib/destinations/google"),
  hubspot: () => import("@/lib/destinations/hubspot"),
  contacts: () => import("@/lib/destinations/hubspot"),
  cleared: () => import("@/lib/destinations/hubspot"),
  webhook: () => import("@/lib/destinations/webhook"),
  posted: () => import("@/lib/destinations/webhook"),
};
const { load, account } = (await definitions[process.env.SIMULATOR_KIND as PlatformKind]()).default
  .simulator!;
const start = await load();
const simulator = await start({
  ...account,
  port: Number(process.env.SIMULATOR_PORT),
  stateFile: process.env.SIMULATOR_STATE,
});
console.info(`simulator ready ${simulator.url}`);
