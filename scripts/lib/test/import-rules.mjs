/**
 * Who may import whom. A zone is a folder; the longest one that holds a file is the file's zone. `each` makes every
 * subfolder a zone of its own (an adapter), which never sees its siblings. Every zone may import itself. `packages`
 * lists the packages a zone may use; without it all of them and Node's own modules are allowed. Files in no zone
 * (scripts, tests, configuration) are free to import, and product code may not import them.
 */
export const ZONES = [
  {
    folder: "lib/core",
    may: [],
    packages: [
      "zod",
      "kysely",
      "temporal-polyfill",
      "big.js",
      "@noble/hashes",
      "libphonenumber-js",
      "croner",
    ],
  },
  // What the code that runs works for: known to logs, spans and bills, wherever they are written.
  { folder: "lib/trace", may: ["lib/core"] },
  { folder: "lib/http", may: ["lib/core", "lib/trace"] },
  { folder: "lib/db", may: ["lib/core", "lib/trace"] },
  { folder: "lib/kit", may: ["lib/core", "lib/http"] },
  { folder: "lib/state", may: ["lib/core", "lib/http", "lib/kit"] },
  { folder: "lib/notify", may: ["lib/core", "lib/http"] },
  { folder: "lib/assist", may: ["lib/core", "lib/http"] },
  { folder: "lib/definitions", may: ["lib/core"] },
  { folder: "lib/warehouses", each: true, may: ["lib/core", "lib/http", "lib/kit", "lib/trace"] },
  { folder: "lib/destinations", each: true, may: ["lib/core", "lib/http", "lib/kit", "lib/trace"] },
  {
    folder: "lib/services",
    may: [
      ...["lib/core", "lib/db", "lib/state", "lib/notify", "lib/assist", "lib/definitions", "lib/trace"],
      ...["lib/warehouses/registry.generated.ts", "lib/destinations/registry.generated.ts"],
    ],
  },
  { folder: "lib/jobs", may: ["lib/core", "lib/services", "lib/definitions", "lib/trace"] },
  { folder: "lib/cli", may: ["lib/core", "lib/services", "lib/definitions", "prisma/seed", "package.json"] },
  {
    // Tells the demo's story through the services, with a worker that does the runs.
    folder: "prisma/seed",
    may: [
      ...["lib/core", "lib/db", "lib/definitions", "lib/jobs", "lib/services"],
      "lib/destinations/registry.generated.ts",
    ],
  },
  { folder: "components", may: ["lib/core"] },
  ...["app", "instrumentation.ts", "proxy.ts"].map((folder) => ({
    folder,
    may: ["lib/core", "components", "lib/services", "lib/jobs", "lib/trace"],
  })),
];

/** Written from the adapters' folders, so it alone may name them all. */
export const REGISTRIES = /^lib\/(warehouses|destinations)\/registry\.generated\.ts$/;
