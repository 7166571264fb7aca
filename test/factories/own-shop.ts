import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { makeShop, type ShopWorkspace } from "./shop-workspace";
import { startSimulator } from "./synced-shop";
import { ownDatabase } from "./workspace";

/**
 * Gives a test file its own database, shop and simulated platform; call it at the top of the file, with vitest's hooks. The
 * objects are filled before the first test.
 */
export function ownShop(hooks: Parameters<typeof ownDatabase>[0]): {
  folder: string;
  shop: ShopWorkspace;
  simulator: RunningSimulator;
} {
  ownDatabase(hooks);
  const folder = mkdtempSync(path.join(tmpdir(), "coterie-shop-"));
  // Nothing is read of them before `beforeAll` has put everything in.
  const shop = {} as ShopWorkspace;
  const simulator = {} as RunningSimulator;
  hooks.beforeAll(async () => {
    Object.assign(simulator, await startSimulator());
    Object.assign(shop, await makeShop(path.join(folder, "shop")));
  });
  hooks.afterAll(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });
  return { folder, shop, simulator };
}
