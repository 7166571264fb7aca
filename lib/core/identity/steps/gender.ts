import type { NormaliserStep } from "../types";
import { lookup } from "./lookup";

/** m or f; whatever else is written stays unsaid. */
export const gender: NormaliserStep = lookup(
  new Map([
    ["m", "m"],
    ["male", "m"],
    ["f", "f"],
    ["female", "f"],
  ]),
);
