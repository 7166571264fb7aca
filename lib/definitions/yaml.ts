import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { Problem } from "@/lib/core/errors";
import type { PathParts } from "@/lib/core/path";

/** A YAML (or JSON) text as plain values, with the line each of them stands on. */
export type YamlFile = {
  value: unknown;
  problems: Problem[];
  /** 1-based; of the key where there is one, else of the nearest thing above. */
  lineOf(path: PathParts): number | undefined;
};

export function readYaml(text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const problems: Problem[] = reported([...document.errors, ...document.warnings]).map((error) => ({
    ...explain(error.code, error.message, text, error.pos[0]),
    path: "",
    line: lineAt(error.pos[0]),
  }));
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value === "__proto__") {
        problems.push({ ...RESERVED_NAME, path: "", line: lineAt(key.range?.[0] ?? 0) });
      }
    },
    Alias: (_, alias) => {
      const problem = aliasProblem(alias, document);
      if (problem) problems.push({ ...problem, path: "", line: lineAt(alias.range?.[0] ?? 0) });
    },
  });
  if (problems.length > 0) return { value: undefined, problems, lineOf: () => undefined };
  const root = document.contents;
  return { ...plainValue(() => document.toJS()), lineOf: (path) => lineIn(root, path, lineAt) };
}

const RESERVED_NAME = {
  code: "RESERVED_NAME",
  message: "`__proto__` cannot be a name.",
  fix: "Rename it, in the warehouse with a view or a query if need be.",
};

function aliasProblem(alias: Alias, document: Document) {
  const anchor = alias.resolve(document);
  if (anchor === undefined) {
    const message = `\`*${alias.source}\` refers to an anchor that is not there.`;
    return { code: "SYNTAX", message, fix: `Put \`&${alias.source}\` before the part that is meant.` };
  }
  const [from, to] = [anchor.range?.[0] ?? 0, anchor.range?.[2] ?? 0];
  const position = alias.range?.[0] ?? 0;
  if (position < from || position >= to) return null;
  return { code: "SYNTAX", message: `\`*${alias.source}\` is a part of itself.`, fix: "Write the part out." };
}

/** Every doubled key, but only the first slip of syntax: the parser stumbles on over all that follows one. */
function reported(errors: readonly YAMLError[]): YAMLError[] {
  const firstSlip = errors.find((error) => error.code !== "DUPLICATE_KEY");
  return errors.filter((error) => error.code === "DUPLICATE_KEY" || error === firstSlip);
}

function plainValue(toValue: () => unknown): Pick<YamlFile, "value" | "problems"> {
  try {
    return { value: toValue(), problems: [] };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = "The anchors of this file repeat too much of it.";
    return {
      value: undefined,
      problems: [{ code: "SYNTAX", path: "", message, fix: "Write the parts out." }],
    };
  }
}

function explain(code: string, message: string, text: string, offset: number) {
  if (code === "DUPLICATE_KEY") {
    const key = /^(?:"[^"]*"|'[^']*'|[^:\s]+)/.exec(text.slice(offset))?.[0] ?? "";
    return {
      code: "DUPLICATE_KEY",
      message: `\`${key}\` is written twice in the same place.`,
      fix: "Keep one of the two.",
    };
  }
  if (code === "TAB_AS_INDENT") {
    return { code: "SYNTAX", message: "This line is indented with a tab.", fix: "Indent YAML with spaces." };
  }
  return {
    code: "SYNTAX",
    message: `This is not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`,
    fix: "Mend the syntax; indentation, quotes and brackets are the usual causes.",
  };
}

function lineIn(root: Node | null, path: PathParts, lineAt: (offset: number) => number): number | undefined {
  let node: unknown = root;
  let line = root?.range ? lineAt(root.range[0]) : undefined;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part));
      if (!pair) return line;
      if (isScalar(pair.key) && pair.key.range) line = lineAt(pair.key.range[0]);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (isScalar(node) || isMap(node) || isSeq(node)) line = node.range ? lineAt(node.range[0]) : line;
    } else return line;
    // Beyond an alias the lines are those of its anchor, which is not where the reader looks.
    if (isAlias(node)) return line;
  }
  return line;
}
