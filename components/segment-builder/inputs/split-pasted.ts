/** The values of a pasted list: one a line or cell, else separated by commas or semicolons. Repeats and blanks go. */
export function splitPasted(text: string): string[] {
  const separator = /[\n\t]/.test(text) ? /[\n\t]+/ : /[,;]/;
  const values = text.split(separator).map((value) => value.trim().replace(/^"(.*)"$/, "$1"));
  return [...new Set(values)].filter((value) => value !== "");
}
