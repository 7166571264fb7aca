import { startMetaSimulator } from "@/lib/destinations/meta/simulator";
import { ACCOUNT } from "@/test/support/meta";

// The platform as a process of its own, which can be killed: what it acknowledged is in its state file.
const simulator = await startMetaSimulator({
  ...ACCOUNT,
  port: Number(process.env.SIMULATOR_PORT),
  stateFile: process.env.SIMULATOR_STATE,
});
console.info(`simulator ready ${simulator.url}`);
