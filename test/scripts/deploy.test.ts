import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { devDependencies } from "@/package.json";
import { importsOf, sourceFiles } from "@/scripts/lib/test/imports.mjs";

const DEPLOYED = ["compose.yaml", "deploy/kubernetes/coterie.yaml", "Dockerfile"];

const root = process.cwd();
const read = (file: string) => readFileSync(file, "utf8");
const documented = new Set(read("docs/configuration.md").match(/\b(?:COTERIE|NEXTAUTH|DATABASE)_[A-Z_]+\b/g));

it("gives containers only settings that are documented", () => {
  const named = DEPLOYED.flatMap(
    (file) => read(file).match(/\b(?:COTERIE|NEXTAUTH|DATABASE)_[A-Z_]+\b/g) ?? [],
  );
  expect([...new Set(named)].filter((name) => !documented.has(name))).toEqual([]);
});

it("starts the same processes with compose and in a cluster", () => {
  const { services } = parse(read("compose.yaml"), { merge: true });
  const workloads = parseAllDocuments(read("deploy/kubernetes/coterie.yaml"))
    .map((one) => one.toJS())
    .filter(({ kind }) => kind === "Deployment");
  expect(Object.keys(services)).toEqual(["postgres", "web", "worker"]);
  expect(workloads.map(({ metadata }) => metadata.name)).toEqual(["web", "worker"]);
  expect(services.worker.command).toEqual(workloads[1].spec.template.spec.containers[0].args);
});

it("starts scripts that are there, and leaves out of an image nothing they import", () => {
  const scripts = DEPLOYED.flatMap((file) => read(file).match(/scripts\/[\w/-]+\.mjs/g) ?? []);
  expect(scripts.filter((file) => !existsSync(file))).toEqual([]);
  const ignored = read(".dockerignore").split("\n").filter(Boolean);
  expect(
    ignored.filter((name) => ["app", "components", "lib", "prisma", "public", "scripts"].includes(name)),
  ).toEqual([]);

  const product = [
    "app",
    "components",
    "lib",
    "prisma/seed",
    "next.config.ts",
    "postcss.config.mjs",
    "proxy.ts",
  ];
  const imported = sourceFiles(root, [...product, ...new Set(scripts)]).flatMap((file) =>
    importsOf(root, file),
  );
  const missing = imported.filter(({ package: name, isType }) => !isType && name && name in devDependencies);
  expect(missing).toEqual([]);
});
