import { foldCase } from "@/lib/core/segment/fold-case";
import type { NormaliserStep } from "../types";

/** Lower case, one character at a time: the same for every text in every warehouse. */
export const lowercase: NormaliserStep = {
  text: foldCase,
  sql: (value, { dialect }) => dialect.lower(value),
};
