import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { RunningSimulator } from "@/lib/core/ports/destination";
import { makeShop, type ShopWorkspace } from "./shop-workspace";
import { startSimulator } from "./synced-shop";
import { ownDatabase } from "./workspace";

/** One shop for all tests of a file, with a platform to send to, in a database of its own; called at the file's top. */
export function ownSyncedShop(): { readonly shop: ShopWorkspace } {
  ownDatabase({ beforeAll, afterAll });
  const folder = mkdtempSync(path.join(tmpdir(), "coterie-synced-shop-"));
  let simulator: RunningSimulator;
  let shop: ShopWorkspace;
  beforeAll(async () => {
    simulator = await startSimulator();
    shop = await makeShop(folder);
  });
  afterAll(async () => {
    await simulator.close();
    rmSync(folder, { recursive: true });
  });
  return {
    get shop() {
      return shop;
    },
  };
}
