import type { ListForm } from "@/lib/core/list/held";

/** How a list compares, in a few words. */
export const FORM_WORDS: Record<ListForm, string> = {
  exact: "compared exactly",
  lower_trimmed: "whatever the case and the blanks around",
};

/** How many distinct values a list holds, as people say it. */
export function valuesInWords(entries: number): string {
  return `${entries.toLocaleString("en")} ${entries === 1 ? "value" : "values"}`;
}
