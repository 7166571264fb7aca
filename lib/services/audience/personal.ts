import { InvalidInput, type Problem } from "@/lib/core/errors";

type Found = { column: string };

/** Values of people are not written into definitions: not into drafts, versions, policies, nor into the audit. */
export function refusePersonal(found: readonly Found[]): void {
  const problems = personalProblems(found);
  const [first] = problems;
  if (!first) return;
  throw new InvalidInput({ code: first.code, message: first.message, fix: first.fix, problems });
}

export function personalProblems(found: readonly Found[]): Problem[] {
  return found.map(({ column }) => ({
    code: "PERSONAL_LITERAL",
    path: "where",
    message: `\`${column}\` holds personal values, and a definition must not contain any.`,
    fix: "Ask whether it is known, or use another column.",
  }));
}
