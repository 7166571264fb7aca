import { root as repository } from "../paths.mjs";
import { importsOf, sourceFiles } from "./imports.mjs";

/**
 * Circles of files in lib that import each other, one per circle, as `a -> b -> a`. Types count: a circle of types is
 * still two files that cannot be understood apart.
 */
export function importCycles(root = repository, folders = ["lib"]) {
  const files = sourceFiles(root, folders);
  const graph = new Map(
    files.map((file) => [file, importsOf(root, file).flatMap((each) => each.file ?? [])]),
  );
  const state = new Map();
  const cycles = [];
  const visit = (file, trail) => {
    if (state.get(file) === "done" || !graph.has(file)) return;
    if (state.get(file) === "open") {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const target of graph.get(file)) visit(target, [...trail, file]);
    state.set(file, "done");
  };
  for (const file of files) visit(file, []);
  return cycles;
}
