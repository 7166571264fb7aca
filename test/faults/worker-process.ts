import { startWorker } from "@/lib/jobs/worker";
import { definitionOf } from "@/lib/services/destination/definitions";
import type { Subject } from "@/lib/services/run/execute/subject";
import { testDefinition } from "@/test/support/platform";

/** A worker as `coterie worker` starts it, that also knows the platform of the tests. */
const worker = await startWorker({
  home: process.env.COTERIE_HOME!,
  world: process.env.COTERIE_TEST_PLATFORM ? { openTarget } : {},
});
process.on("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
process.send?.("ready");

function openTarget({ destination }: Subject) {
  const definition = destination.kind === "test" ? testDefinition() : definitionOf(destination.kind);
  const { endpoint } = destination;
  return { definition, client: definition.connect({ settings: {}, secrets: {}, endpoint }) };
}
