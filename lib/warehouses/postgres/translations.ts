import type { Remedy } from "@/lib/core/errors";

type Said = { code: string; message: string; remedy: Remedy; fix: string };
/** By SQLSTATE, which is the same in every language the server may speak; by words only where the client made them. */
type Translation = { is: (state: string, words: string) => boolean; say: (words: string) => Said };

const states = (...all: string[]) => {
  const known = new Set(all);
  return (state: string) => known.has(state);
};
const says = (pattern: RegExp) => (_state: string, words: string) => pattern.test(words);

export const TRANSLATIONS: readonly Translation[] = [
  {
    is: states("28P01", "28000"),
    say: () => ({
      code: "WAREHOUSE_SIGN_IN",
      message: "The warehouse does not let Coterie in: the user or the password is wrong.",
      remedy: "reconnect",
      fix: "Check the user in the warehouse's settings, and give the password again.",
    }),
  },
  {
    is: says(/password must be a string|no password|SASL/),
    say: () => ({
      code: "WAREHOUSE_SIGN_IN",
      message: "The warehouse asks for a password, and none is set.",
      remedy: "reconnect",
      fix: "Give the password in the warehouse's settings.",
    }),
  },
  {
    is: states("3D000"),
    say: () => ({
      code: "WAREHOUSE_DATABASE_MISSING",
      message: "The server has no database of the name in the warehouse's settings.",
      remedy: "ask_admin",
      fix: "Correct the database's name, or create it.",
    }),
  },
  {
    is: says(/does not support SSL/),
    say: () => ({
      code: "WAREHOUSE_WITHOUT_TLS",
      message: "The server does not encrypt connections, and the warehouse's settings ask for it.",
      remedy: "ask_admin",
      fix: "Turn on TLS at the server, or, on a network you trust, set `ssl: disable`.",
    }),
  },
  {
    is: (state) => /^(?:ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(state),
    say: () => ({
      code: "WAREHOUSE_CERTIFICATE",
      message: "The server's certificate is not one Coterie can trust for this host.",
      remedy: "ask_admin",
      fix: "Name the file of who signed it as `ca`, or, on a network you trust, set `ssl: require`.",
    }),
  },
  {
    is: states("ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ETIMEDOUT", "ENOTFOUND"),
    say: () => ({
      code: "WAREHOUSE_UNREACHABLE",
      message: "Nothing answers at the warehouse's host and port.",
      remedy: "retry",
      fix: "Check host and port, that the server runs, and that it may be reached from here.",
    }),
  },
  {
    is: says(/timeout expired|timeout exceeded when trying to connect/),
    say: () => ({
      code: "WAREHOUSE_UNREACHABLE",
      message: "The warehouse did not let Coterie in within the time set for it.",
      remedy: "retry",
      fix: "Try again; if it lasts, check host and port, or how many questions it answers at a time.",
    }),
  },
  {
    is: (state, words) =>
      /^(?:ECONNRESET|EPIPE|08|57P0[123])/.test(state) || /terminated|Connection ended/.test(words),
    say: () => ({
      code: "WAREHOUSE_LOST",
      message: "The connection to the warehouse broke before the answer came.",
      remedy: "retry",
      fix: "Try again; if it happens again, look at the server's log.",
    }),
  },
  {
    is: states("53300"),
    say: () => ({
      code: "WAREHOUSE_BUSY",
      message: "The warehouse has no connection left for Coterie.",
      remedy: "retry",
      fix: "Try again later, or allow the role more connections.",
    }),
  },
  {
    is: states("57014", "25P04"),
    say: () => ({
      code: "WAREHOUSE_TIMEOUT",
      message: "The question took longer than the warehouse is given for one.",
      remedy: "ask_admin",
      fix: "Ask for less, or raise `timeout` in the warehouse's settings.",
    }),
  },
  {
    is: states("42501"),
    say: (words) => ({
      code: "WAREHOUSE_FORBIDDEN",
      message: `Coterie's user may not read ${nameIn(words) ?? "something the catalog names"}.`,
      remedy: "ask_admin",
      fix: "Grant it SELECT on the tables of the catalog and USAGE on their schemas.",
    }),
  },
  {
    is: states("42P01", "3F000", "42703", "42883", "42804", "42702"),
    say: (words) => ({
      code: "WAREHOUSE_CHANGED",
      message: `The warehouse does not have what the catalog says${missing(words)}.`,
      remedy: "fix_input",
      fix: "Bring the table or column back, or correct the catalog.",
    }),
  },
  {
    is: (state) => state.startsWith("42"),
    say: () => ({
      code: "QUERY_MALFORMED",
      message: "The SQL of a query in the catalog is not well-formed.",
      remedy: "fix_input",
      fix: "Check the entity's `query`: it is one SELECT, without a semicolon.",
    }),
  },
  {
    is: states("25006"),
    say: () => ({
      code: "QUERY_WRITES",
      message: "A query of the catalog would change the warehouse.",
      remedy: "fix_input",
      fix: "Write one SELECT that only reads.",
    }),
  },
  {
    is: (state) => state.startsWith("22"),
    say: () => ({
      code: "VALUE_DOES_NOT_FIT",
      message: "A value in the warehouse does not fit the type the catalog declares.",
      remedy: "fix_input",
      fix: "Correct the column's type in the catalog, or the value in the warehouse.",
    }),
  },
  {
    is: (state) => state.startsWith("53"),
    say: () => ({
      code: "WAREHOUSE_FULL",
      message: "The warehouse ran out of disk or memory while it worked the question out.",
      remedy: "retry",
      fix: "Make room on the server and try again.",
    }),
  },
];

/** Names of tables and columns may be told; values may not. A server that speaks another language names nothing here. */
function missing(words: string): string {
  const table = /^relation "(.+?)" does not exist/.exec(words);
  if (table) return `: there is no table ${table[1]}`;
  const column = /^column "?(.+?)"? does not exist/.exec(words);
  return column ? `: there is no column ${column[1]}` : "";
}

function nameIn(words: string): string | null {
  const found =
    /^permission denied for (?:table|view|materialized view|foreign table|relation|schema) (.+)$/.exec(words);
  return found?.[1] ?? null;
}
