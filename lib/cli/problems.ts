import type { Problem } from "@/lib/core/errors";

/** One line each: where it is, what is wrong, what to do. */
export function listProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ line, path, message, fix }) => {
      const place = [line === undefined ? "" : `line ${line}`, path].filter(Boolean).join(", ");
      return `${place === "" ? "" : `${place}: `}${[message, fix].filter(Boolean).join(" ")}\n`;
    })
    .join("");
}
