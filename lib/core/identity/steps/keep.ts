import type { NormaliserStep } from "../types";

/** Keeps a text that is whole of this shape; anything else is nothing. The pattern is written as for `replace`. */
export function keep(shape: string): NormaliserStep {
  const pattern = `^(?:${shape})$`;
  const expression = new RegExp(pattern, "u");
  return {
    text: (value) => (value !== "" && expression.test(value) ? value : null),
    sql: (value, { dialect }) => dialect.extract(value, pattern),
  };
}

/** Keeps what is left when it is something. */
export const notEmpty = keep("[^\\n]+");
