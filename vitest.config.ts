import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** Tests of these folders, and files named *.integration.test.ts, need Postgres, DuckDB files or processes. */
const INTEGRATION = [
  "test/{cli,db,faults,jobs,notify,scripts,services,state}/**/*.test.ts",
  "test/**/*.integration.test.ts",
];
const CONFORMANCE = ["test/conformance/**/*.test.ts"];
/** Random inputs by the thousand: worth their minutes, but not every few minutes of work. */
const PROPERTY = ["test/property/**/*.test.ts"];
const NEVER = ["**/node_modules/**", "test/e2e/**", "test/bench/**"];

type Options = NonNullable<TestProjectInlineConfiguration["test"]>;

const project = (name: string, options: Options): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, environment: "node", setupFiles: ["test/support/console.ts"], ...options },
});

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
        exclude: [...NEVER, ...INTEGRATION, ...CONFORMANCE, ...PROPERTY],
        // Quick on a machine of one's own; shared ones stall.
        testTimeout: 20_000,
      }),
      project("property", { include: PROPERTY, exclude: NEVER, ...slow }),
      project("integration", { include: INTEGRATION, exclude: [...NEVER, ...PROPERTY], ...slow }),
      project("conformance", { include: CONFORMANCE, exclude: NEVER, ...slow }),
    ],
  },
});
