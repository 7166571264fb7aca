import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** Tests of these folders, and files named *.integration.test.ts, need Postgres, DuckDB files or processes. */
const INTEGRATION = [
  "test/{cli,db,faults,jobs,notify,scripts,state}/**/*.test.ts",
  // It looks at counters of the whole process.
  "test/services/watch/**/*.test.ts",
  "test/**/*.integration.test.ts",
];
const SERVICES = ["test/services/**/*.test.ts"];
const CONFORMANCE = ["test/conformance/**/*.test.ts"];
/** Random inputs by the thousand: worth their minutes, but not every few minutes of work. */
const PROPERTY = ["test/property/**/*.test.ts"];
const NEVER = ["**/node_modules/**", "test/e2e/**", "test/bench/**"];

type Options = NonNullable<TestProjectInlineConfiguration["test"]>;

const project = (name: string, options: Options): TestProjectInlineConfiguration => ({
  extends: true,
  test: {
    name,
    environment: "node",
    setupFiles: ["test/support/console.ts", "test/support/environment.ts"],
    ...options,
  },
});

/**
 * Files of one process share what they import, which takes longer to load than most of them to run. What they change
 * besides, test/support/environment puts back.
 */
const shared: Options = { isolate: false };

const slow: Options = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  globalSetup: ["test/support/postgres-server.ts"],
};

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    // One worker a core starves the databases the tests talk to.
    maxWorkers: 2,
    projects: [
      project("unit", {
        include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
        exclude: [...NEVER, ...INTEGRATION, ...SERVICES, ...CONFORMANCE, ...PROPERTY],
        // Quick on a machine of one's own; shared ones stall.
        testTimeout: 20_000,
        ...shared,
      }),
      project("property", { include: PROPERTY, exclude: NEVER, ...slow }),
      project("integration", { include: INTEGRATION, exclude: [...NEVER, ...PROPERTY], ...slow }),
      project("services", {
        include: SERVICES,
        exclude: [...NEVER, "test/services/watch/**", "test/**/*.integration.test.ts"],
        ...slow,
        ...shared,
      }),
      project("conformance", { include: CONFORMANCE, exclude: NEVER, ...slow }),
    ],
  },
});
