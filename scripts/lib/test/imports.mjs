import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parseSync, Visitor } from "rolldown/utils";

const CODE = /\.(ts|tsx|mts|mjs)$/;
const ENDINGS = ["", ".ts", ".tsx", ".mjs", "/index.ts", "/index.tsx"];

/** Every source file below some folders or files of a repository, as sorted paths inside it. */
export function sourceFiles(root, entries) {
  return entries.flatMap((entry) => filesUnder(root, entry)).sort();
}

function filesUnder(root, entry) {
  const stat = statSync(path.join(root, entry), { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return CODE.test(entry) ? [entry] : [];
  const names = readdirSync(path.join(root, entry)).filter(
    (name) => name !== "generated" || !entry.endsWith("lib/db"),
  );
  return names.flatMap((name) => filesUnder(root, `${entry}/${name}`));
}

/** The kinds of syntax that name another file, each with where it names it and whether it is gone at run time. */
const READERS = {
  ImportDeclaration: (node) => [node.source, isTypeOnly(node, node.importKind)],
  ExportNamedDeclaration: (node) => [node.source, isTypeOnly(node, node.exportKind)],
  ExportAllDeclaration: (node) => [node.source, node.exportKind === "type"],
  ImportExpression: (node) => [node.source, false],
  TSImportType: (node) => [node.source, true],
};

/** What a file imports, types too: `{ package, isType }` or `{ file, isType }`, a path inside the repository. */
export function importsOf(root, file) {
  const { program, errors } = parseSync(file, readFileSync(path.join(root, file), "utf8"));
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0].message}`);
  const found = [];
  const visitors = Object.entries(READERS).map(([type, read]) => [type, (node) => found.push(read(node))]);
  new Visitor(Object.fromEntries(visitors)).visit(program);
  return found
    .filter(([source]) => typeof source?.value === "string")
    .map(([source, isType]) => ({ ...resolve(root, file, source.value), isType }));
}

/** Erased at run time: `import type`, or braces that hold only `type` names. */
function isTypeOnly({ specifiers }, kind) {
  const names = specifiers ?? [];
  return (
    kind === "type" ||
    (names.length > 0 && names.every((name) => (name.importKind ?? name.exportKind) === "type"))
  );
}

function resolve(root, from, specifier) {
  if (!specifier.startsWith("@/") && !specifier.startsWith(".")) return { package: packageOf(specifier) };
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(from), specifier);
  const ending = ENDINGS.find((each) => isFile(path.join(root, base + each)));
  return { file: path.posix.normalize(base + (ending ?? "")) };
}

const isFile = (file) => existsSync(file) && statSync(file).isFile();

/** `@scope/name/part` is `@scope/name`; Node's own modules keep their `node:`. */
function packageOf(specifier) {
  const parts = specifier.split("/");
  if (specifier.startsWith("node:")) return specifier;
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0];
}
