import { releasePostgres } from "@/scripts/postgres.mjs";

/**
 * The server of a test run is started by the first test that asks for a database, and held by the runner: workers
 * come and go. Nothing happens here for a run without such a test.
 */
export function setup(): void {
  process.env.COTERIE_TEST_RUNNER = String(process.pid);
}

export async function teardown(): Promise<void> {
  await releasePostgres({ home: testHome(), holder: process.pid });
}

/** Where the test server lives; beside the packages, so that a fresh install starts with a fresh one. */
export function testHome(): string {
  return `${import.meta.dirname}/../../node_modules/.cache/coterie/test-home`;
}
