import { startProduct } from "./product";

/**
 * One demo for all tests of a run. Whoever works on the tests keeps one running and names it: E2E_URL and E2E_HOME
 * (started with COTERIE_PLATFORM_PATIENCE=5).
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  const product = await startProduct();
  process.env.E2E_URL = product.url;
  process.env.E2E_HOME = product.home;
  return product.stop;
}
