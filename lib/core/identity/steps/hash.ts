import { sql } from "kysely";
import { sha256 } from "../sha256";
import type { NormaliserStep } from "../types";
import { BLANK } from "./characters";
import { except } from "./except";
import { lowercase } from "./lowercase";
import { runSql, runText, sequence } from "./run";
import { trim } from "./text";

/** A hash already, in any case. */
export const hashedShape = `^[${BLANK}]*[0-9A-Fa-f]{64}[${BLANK}]*$`;
const shape = new RegExp(hashedShape, "u");
export const isHashed = (value: string): boolean => shape.test(value);
/** The hash of the empty text is nobody's; some pipelines compute it by mistake. Steps give no empty text, so ours is never it. */
const HASH_OF_NOTHING = sha256("");
/** What is kept of a value that came hashed. */
export const keptHash = sequence(trim, lowercase, except(HASH_OF_NOTHING));

/**
 * Normalises and hashes; a value that came as 64 hex digits is a hash already and only goes to lower case.
 * The value is named several times instead of bound: it is a column, and a bound name would slow the steps' tables down.
 */
export function hashUnlessHashed(steps: readonly NormaliserStep[]): NormaliserStep {
  return {
    text: (value, context) => {
      if (isHashed(value)) return keptHash.text(value, context);
      const text = runText(steps, value, context);
      return text === null ? null : sha256(text);
    },
    sql: (value, context) => {
      const { dialect } = context;
      const fresh = dialect.sha256(runSql(steps, value, context));
      const isHashed = dialect.matches(value, hashedShape);
      return sql`CASE WHEN ${isHashed} THEN ${keptHash.sql(value, context)} WHEN ${value} IS NOT NULL THEN ${fresh} END`;
    },
  };
}
