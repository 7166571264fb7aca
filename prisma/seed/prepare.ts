import { readFile } from "node:fs/promises";
import path from "node:path";
import { startWorker } from "@/lib/jobs/worker";
import { simulatorVariable } from "@/lib/services/destination/endpoint";
import { startSimulators } from "@/lib/services/destination/simulate";
import { generateShop, shopExists } from "./shop";
import { tellStory } from "./story";
import { resetStory, storyIsTold } from "./story/state";

export type DemoOptions = { home: string; log: (line: string) => void };

/** Folder of this file in the clone; bundles lie elsewhere. */
const seedFolder = () => path.join(process.env.COTERIE_ROOT ?? process.cwd(), "prisma", "seed");

/** Makes whatever of the demo is missing. A story that was cut short is taken back and told again. */
export async function prepareDemo({ home, log }: DemoOptions): Promise<void> {
  const file = path.join(home, "shop.duckdb");
  if (!shopExists(file)) {
    log("Generating the demo shop: 50,000 customers, 400,000 orders, 3,000,000 events…");
    const script = await readFile(path.join(seedFolder(), "shop.sql"), "utf8");
    await generateShop({ file, anchor: new Date().toISOString().slice(0, 10), script });
  }
  if (await storyIsTold()) return;
  await resetStory(home);
  await tell(home, log);
}

async function tell(home: string, log: DemoOptions["log"]): Promise<void> {
  const simulators = await startSimulators(home);
  const worker = await startWorker({ home, log: { info() {}, warn() {}, error() {} } });
  try {
    await tellStory({
      catalog: await readFile(path.join(seedFolder(), "shop.catalog.yaml"), "utf8"),
      baseFolder: home,
      log,
      planFault: (fault) => planFault(process.env[simulatorVariable("meta")]!, fault),
    });
  } finally {
    await worker.stop();
    await simulators.close();
  }
}

async function planFault(url: string, fault: Readonly<Record<string, unknown>>): Promise<void> {
  const answer = await fetch(`${url}/_simulator/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`The simulator refused a planned fault (${answer.status}).`);
}
