import type { LoweredLimits } from "@/lib/core/destination/limits";

/** What is typed; nothing typed is all the account allows. */
export type LimitDraft = { concurrency: string; rates: Readonly<Record<string, string>> };

export function limitDraftOf(loweredTo: LoweredLimits | null): LimitDraft {
  const rates = Object.entries(loweredTo?.rates ?? {}).map(([id, calls]) => [id, String(calls)]);
  return { concurrency: String(loweredTo?.concurrency ?? ""), rates: Object.fromEntries(rates) };
}

/** As the service takes it; null: all of it. */
export function limitsOf({ concurrency, rates }: LimitDraft): LoweredLimits | null {
  const typed = Object.entries(rates).filter(([, text]) => text !== "");
  if (concurrency === "" && typed.length === 0) return null;
  return {
    ...(concurrency !== "" && { concurrency: Number(concurrency) }),
    ...(typed.length > 0 && { rates: Object.fromEntries(typed.map(([id, text]) => [id, Number(text)])) }),
  };
}
