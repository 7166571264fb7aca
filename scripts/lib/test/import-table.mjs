import { root as repository } from "../paths.mjs";
import { REGISTRIES, ZONES } from "./import-rules.mjs";
import { importsOf, sourceFiles } from "./imports.mjs";

/** Every import the table forbids, as a sentence; empty when the house is in order. */
export async function forbiddenImports(root = repository) {
  const files = sourceFiles(root, [
    "lib",
    "app",
    "components",
    "prisma/seed",
    "instrumentation.ts",
    "proxy.ts",
  ]);
  return files.flatMap((file) => importsOf(root, file).flatMap((each) => objection(file, each) ?? []));
}

/** Why a file may not import something, or undefined. */
export function objection(file, { package: name, file: target }) {
  const zone = zoneOf(file);
  if (!zone) return REGISTRIES.test(file) ? undefined : `${file} is in no folder of the import table.`;
  if (name) {
    if (!zone.packages || zone.packages.includes(name)) return undefined;
    return `${file} imports the package ${name}: ${zone.folder} may use only ${zone.packages.join(", ")}.`;
  }
  if (holds(zone.folder, target) || zone.may.some((folder) => holds(folder, target))) return undefined;
  const allowed = zone.may.length > 0 ? `itself and ${zone.may.join(", ")}` : "itself";
  return `${file} imports ${target}: ${zone.folder} may import only ${allowed}.`;
}

function zoneOf(file) {
  const zone = ZONES.filter(({ folder }) => holds(folder, file)).sort(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
  if (!zone?.each) return zone;
  const [adapter, ...rest] = file.slice(zone.folder.length + 1).split("/");
  return rest.length > 0 ? { ...zone, folder: `${zone.folder}/${adapter}` } : undefined;
}

const holds = (folder, file) => file === folder || file.startsWith(`${folder}/`);
