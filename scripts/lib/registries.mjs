import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "./paths.mjs";

const KINDS = ["warehouses", "destinations"];

/** Adding an adapter is adding its folder: the list of them is written from the folders' names. */
export function writeRegistries() {
  for (const kind of KINDS) {
    const { file, text } = registry(kind);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    mkdirSync(inRoot("lib", kind), { recursive: true });
    writeFileSync(file, text);
  }
}

/** The registries whose committed file is not what the folders say, as paths inside the repository. */
export function staleRegistries() {
  return KINDS.filter((kind) => {
    const { file, text } = registry(kind);
    return !existsSync(file) || readFileSync(file, "utf8") !== text;
  }).map((kind) => `lib/${kind}/registry.generated.ts`);
}

function registry(kind) {
  return {
    file: inRoot("lib", kind, "registry.generated.ts"),
    text: registrySource(kind, adapterFolders(kind)),
  };
}

function adapterFolders(kind) {
  const folder = inRoot("lib", kind);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(inRoot("lib", kind, name, "index.ts")))
    .sort();
}

function registrySource(kind, ids) {
  const imports = ids.map((id) => `import ${variable(id)} from "./${id}";\n`).join("");
  const entries = ids.map((id) => `  ${JSON.stringify(id)}: ${variable(id)},\n`).join("");
  return `// Written by scripts/generate.mjs from the names of the folders beside it; do not edit.
${imports}
/** Every adapter by its id, which is its folder's name. */
export const ${kind} = {
${entries}} as const;
`;
}

const variable = (id) => id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
