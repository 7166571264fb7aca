/** What was looked at, and what was wrong with it; nothing, hopefully. */
export type Finding = { invariant: string; problem: string | null };

export const finding = (invariant: string, isRight: boolean, problem: string): Finding => ({
  invariant,
  problem: isRight ? null : problem,
});
