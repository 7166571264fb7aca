import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type { compileMembers } from "@/lib/core/compile/members";
import type { CompilerMutant } from "./compiler-mutants";

const root = path.resolve(import.meta.dirname, "../../..");
/** Inside node_modules, where what it imports is found. */
const folder = path.join(root, "node_modules/.cache/coterie/broken-compilers");

/** The compiler built from its source with the mistake in it. */
export async function breakCompiler(mutant: CompilerMutant): Promise<typeof compileMembers> {
  const mistaken = path.join(root, mutant.file);
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ["lib/core/compile/members.ts"],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
    alias: { "@": root },
    plugins: [
      {
        name: "mistake",
        setup: ({ onLoad }) => {
          onLoad({ filter: /\.ts$/ }, ({ path: file }) =>
            file === mistaken ? { contents: withMistake(file, mutant), loader: "ts" } : undefined,
          );
        },
      },
    ],
  });
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${mutant.name.replaceAll(/\W+/g, "-")}-${process.pid}.mjs`);
  writeFileSync(file, outputFiles[0]!.text);
  return ((await import(pathToFileURL(file).href)) as { compileMembers: typeof compileMembers })
    .compileMembers;
}

function withMistake(file: string, { name, what, instead }: CompilerMutant): string {
  const source = readFileSync(file, "utf8");
  if (!source.includes(what)) throw new Error(`"${name}": ${file} no longer says ${what}`);
  return source.replace(what, () => instead);
}
