import { CoterieError } from "@/lib/core/errors";
import { diskFull, storeFailed } from "@/lib/state/sql/failure";

/** A failure of Postgres without its text, which may quote a value. */
export function storeFailure(step: string, error: unknown): CoterieError {
  if (error instanceof CoterieError) return error;
  const code = sqlState(error);
  if (code === "53100") return diskFull("for the database of COTERIE_STATE");
  if (code === "42501" || code === "3F000") return forbidden();
  if (code === null || /^(08|57P|53)/.test(code)) {
    return new CoterieError({
      code: "STATE_UNREACHABLE",
      message: "The database that holds Coterie's state does not answer.",
      fix: "Try again when it is there: nothing is lost, and the run goes on where it stopped.",
      remedy: "retry",
      details: { step, kind: code ?? "connection" },
    });
  }
  return storeFailed(step, code);
}

/** Null of a connection that broke or never was. */
function sqlState(error: unknown): string | null {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

const forbidden = () =>
  new CoterieError({
    code: "STATE_FORBIDDEN",
    message: "The role Coterie keeps its state with may not create tables in its schema.",
    fix: "Create the schema with that role as its owner: CREATE SCHEMA coterie AUTHORIZATION the_role.",
    remedy: "ask_admin",
  });
