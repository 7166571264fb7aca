import { freePort, startProduct } from "./product";

/**
 * One demo for all tests of a run. Whoever works on the tests keeps one running and names it: E2E_URL and E2E_HOME
 * (started with COTERIE_PLATFORM_PATIENCE=5), and E2E_MODEL_PORT where COTERIE_ASSIST_URL leads.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  // Where a test may stand in for a language model; nobody listens there otherwise.
  const port = String(await freePort());
  const product = await startProduct({
    environment: {
      COTERIE_ASSIST_URL: `http://127.0.0.1:${port}/v1`,
      COTERIE_ASSIST_MODEL: "model-of-the-test",
    },
  });
  process.env.E2E_MODEL_PORT = port;
  process.env.E2E_URL = product.url;
  process.env.E2E_HOME = product.home;
  return product.stop;
}
