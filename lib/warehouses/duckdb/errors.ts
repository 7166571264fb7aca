import { keyTwiceIn } from "@/lib/core/catalog/trait-failure";
import { CoterieError, type Remedy } from "@/lib/core/errors";

type Translation = { code: string; message: string; remedy: Remedy; fix: string };

/**
 * What the engine says, as a sentence for the person who can mend it. The engine's own words may quote a row, so they
 * are never passed on.
 */
export function translateError(error: unknown, file?: string): unknown {
  if (error instanceof CoterieError) return error;
  const words = error instanceof Error ? error.message : String(error);
  const keyTwice = keyTwiceIn(words);
  if (keyTwice) return keyTwice;
  const translation = TRANSLATIONS.find(({ pattern }) => pattern.test(words))?.say(words, file);
  return new CoterieError({ ...(translation ?? UNKNOWN), details: { engine: kindOf(words) } });
}

const TRANSLATIONS: { pattern: RegExp; say: (words: string, file: string | undefined) => Translation }[] = [
  {
    pattern: /set lock on file|Conflicting lock/,
    say: (words, file) => ({
      code: "WAREHOUSE_LOCKED",
      message: `Another process${pid(words)} is writing to ${name(file)}.`,
      remedy: "retry",
      fix: "Wait until it has finished, or stop it, and try again.",
    }),
  },
  {
    pattern: /No space left|disk is full|max_temp_directory_size/i,
    say: () => ({
      code: "DISK_FULL",
      message: "The disk is full, so the question could not be worked out.",
      remedy: "retry",
      fix: "Make room on the disk and try again.",
    }),
  },
  {
    pattern: /^Permission Error.*disabled by configuration/,
    say: () => ({
      code: "OUTSIDE_THE_WAREHOUSE",
      message: "A query of the catalog reaches for files outside its warehouse.",
      remedy: "fix_input",
      fix: "Read only what the warehouse holds; a folder's files are named by entities.",
    }),
  },
  {
    pattern: /permission denied/i,
    say: (_, file) => ({
      code: "WAREHOUSE_FORBIDDEN",
      message: `Coterie may not read ${name(file)}.`,
      remedy: "ask_admin",
      fix: "Let the user that runs Coterie read it.",
    }),
  },
  {
    pattern: /database does not exist|No such file|No files found|Cannot open file/i,
    say: (_, file) => ({
      code: "WAREHOUSE_FILE_MISSING",
      message: `${capital(name(file))} is not there.`,
      remedy: "ask_admin",
      fix: "Put the file back, or correct its place in the catalog's `warehouse` block.",
    }),
  },
  {
    pattern: /not a valid DuckDB database|magic bytes|different version|older version|newer version/i,
    say: (_, file) => ({
      code: "WAREHOUSE_FILE_UNREADABLE",
      message: `${capital(name(file))} is not a database file this version of DuckDB can read.`,
      remedy: "ask_admin",
      fix: "Check the path in the catalog's `warehouse` block, or write the file anew with a current DuckDB.",
    }),
  },
  {
    pattern: /^(?:Catalog|Binder) Error/,
    say: (words) => ({
      code: "WAREHOUSE_CHANGED",
      message: `The warehouse does not have what the catalog says${missing(words)}.`,
      remedy: "fix_input",
      fix: "Bring the table back, or correct the catalog.",
    }),
  },
  {
    pattern: /Parser Error|syntax error/i,
    say: () => ({
      code: "QUERY_MALFORMED",
      message: "The SQL of a query in the catalog is not well-formed.",
      remedy: "fix_input",
      fix: "Check the entity's `query`: it is one SELECT, without a semicolon.",
    }),
  },
  {
    pattern: /^(?:Conversion|Out of Range) Error/,
    say: () => ({
      code: "VALUE_DOES_NOT_FIT",
      message: "A value in the warehouse does not fit the type the catalog declares.",
      remedy: "fix_input",
      fix: "Correct the column's type in the catalog, or the value in the warehouse.",
    }),
  },
  {
    pattern: /^Out of Memory Error/i,
    say: () => ({
      code: "OUT_OF_MEMORY",
      message: "The question needs more memory than DuckDB is allowed here.",
      remedy: "ask_admin",
      fix: "Raise COTERIE_DUCKDB_MEMORY, for example to 4GB.",
    }),
  },
];

const UNKNOWN: Translation = {
  code: "WAREHOUSE_FAILED",
  message: "The warehouse could not answer.",
  remedy: "report",
  fix: "Try again; if it happens again, tell whoever runs Coterie here.",
};

function name(file: string | undefined): string {
  return file === undefined ? "the warehouse's file" : `the database file ${file}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pid(words: string): string {
  const found = /PID (\d+)/.exec(words);
  return found ? ` (${found[1]})` : "";
}

/** Names of tables and columns may be told; values may not. */
function missing(words: string): string {
  const table = /Table with name (.+?) does not exist/.exec(words);
  if (table) return `: there is no table ${table[1]}`;
  const column = /column (?:named )?"(.+?)"/i.exec(words);
  return column ? `: there is no column ${column[1]}` : "";
}

/** "Binder Error", and nothing after it. */
function kindOf(words: string): string {
  return /^([A-Z][A-Za-z ]* Error)/.exec(words)?.[1] ?? "unknown";
}
