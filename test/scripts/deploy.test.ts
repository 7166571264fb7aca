import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";

const read = (file: string) => readFileSync(file, "utf8");
const documented = new Set(read("docs/configuration.md").match(/\b(?:COTERIE|NEXTAUTH|DATABASE)_[A-Z_]+\b/g));

it("gives containers only settings that are documented", () => {
  const named = ["compose.yaml", "deploy/kubernetes/coterie.yaml", "Dockerfile"].flatMap(
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
