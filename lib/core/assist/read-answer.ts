import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import { draftLiterals } from "@/lib/core/segment/draft-literals";
import { parseSegment } from "@/lib/core/segment/parse";
import type { Condition, Segment } from "@/lib/core/segment/types";

export type Answer =
  | { kind: "segment"; segment: Segment }
  | { kind: "cannot"; why: string }
  | { kind: "wrong"; problems: Problem[] };

const LONGEST_WHY = 300;

/**
 * What a model answered, as a draft somebody can go on with: whole, or lacking only what a person must choose. Everything
 * else is wrong, with the problems to mend.
 */
export function readAnswer(text: string, catalog: Catalog, entity: string): Answer {
  const json = jsonIn(text);
  if (json === null)
    return wrong({ code: "NOT_JSON", path: "", message: "The answer is not a JSON object." });
  if (typeof json.cannot === "string" && json.where === undefined) {
    return { kind: "cannot", why: json.cannot.slice(0, LONGEST_WHY) };
  }
  const tree = { version: 1 as const, entity, where: asGroup(json.where ?? json) };
  const { segment, problems } = parseSegment(tree, { catalog });
  const severe = (problems ?? []).filter(({ code }) => code !== "INCOMPLETE");
  if (severe.length > 0) return { kind: "wrong", problems: severe };
  const personal = draftLiterals(tree.where, entity, catalog);
  if (personal.length > 0) {
    return {
      kind: "wrong",
      problems: personal.map(({ column }) => ({
        code: "PERSONAL_LITERAL",
        path: "where",
        message: `\`${column}\` is personal, and must not be compared with a value.`,
        fix: "Ask whether it is known, or leave it out.",
      })),
    };
  }
  return { kind: "segment", segment: segment ?? (tree as Segment) };
}

function wrong(problem: Problem): Answer {
  return { kind: "wrong", problems: [problem] };
}

/** The object in the text, whatever stands around it: models like to explain, and to fence code. */
function jsonIn(text: string): Record<string, unknown> | null {
  const [from, to] = [text.indexOf("{"), text.lastIndexOf("}")];
  if (from < 0 || to < from) return null;
  try {
    const found: unknown = JSON.parse(text.slice(from, to + 1));
    return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The outermost condition is a group, to which others can be added. Still unread: parsing looks at it next. */
function asGroup(where: unknown): Condition {
  const isGroup = typeof where === "object" && where !== null && ("all" in where || "any" in where);
  return (isGroup ? where : { all: [where] }) as Condition;
}
