import type { Problem } from "./errors";

/** Where in an input, one key or index after another. */
export type PathParts = readonly (string | number)[];

/** `where.all[0].value`; a key that is no plain word is quoted: `columns["a b"]`. */
export function formatPath(parts: PathParts): string {
  let text = "";
  for (const part of parts) {
    if (typeof part === "number") text += `[${part}]`;
    else if (PLAIN.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** A problem before its path is text: whoever knows the file can still find the line. */
export type LocatedProblem = Omit<Problem, "path" | "line"> & { at: PathParts };

export function atPath({ at, ...problem }: LocatedProblem, line?: number): Problem {
  return { ...problem, path: formatPath(at), ...(line === undefined ? {} : { line }) };
}
