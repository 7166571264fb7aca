import { keyTwiceIn } from "@/lib/core/catalog/trait-failure";
import { CoterieError, type Remedy } from "@/lib/core/errors";

/** What the service says of a failure: its status, a word for the reason, and a text that may quote a row. */
export type Failure = { status: number | null; reason: string; words: string };
type Translation = { code: string; message: string; remedy: Remedy; fix: string };
type Rule = { when: (failure: Failure) => boolean; say: (failure: Failure) => Translation };

/**
 * What the service says, as a sentence for the person who can mend it. The service's own words may quote a row, so of them
 * only names of tables and columns are passed on.
 */
export function translateError(error: unknown): unknown {
  if (error instanceof CoterieError) return error;
  const failure = failureOf(error);
  const keyTwice = keyTwiceIn(failure.words);
  if (keyTwice) return keyTwice;
  const { code, message, remedy, fix } = RULES.find(({ when }) => when(failure))?.say(failure) ?? UNKNOWN;
  return new CoterieError({
    code,
    message,
    remedy,
    fix,
    details: { status: failure.status, reason: failure.reason },
  });
}

/** The failure a job ended with, thrown as the library throws those of requests. */
export class JobFailed extends Error {
  readonly errors: readonly { reason?: string; message?: string }[];

  constructor(result: { reason?: string; message?: string }) {
    super(result.message ?? "The job failed.");
    this.errors = [result];
  }
}

function failureOf(error: unknown): Failure {
  const { code, errors, message } = Object(error) as { code?: unknown; errors?: unknown; message?: unknown };
  const first = Object(Array.isArray(errors) ? errors[0] : undefined) as {
    reason?: unknown;
    message?: unknown;
  };
  const status = typeof code === "number" ? code : null;
  const reason =
    typeof first.reason === "string" ? first.reason : typeof code === "string" ? code : "unknown";
  return { status, reason, words: String(first.message ?? message ?? "") };
}

const isReason =
  (...reasons: string[]) =>
  (failure: Failure) =>
    reasons.includes(failure.reason);
const says = (pattern: RegExp) => (failure: Failure) => pattern.test(failure.words);
const always = (translation: Translation) => () => translation;

const RULES: readonly Rule[] = [
  {
    when: isReason("bytesBilledLimitExceeded"),
    say: always({
      code: "BUDGET_EXCEEDED",
      message: "The question would read more than one question may here, so BigQuery did not run it.",
      remedy: "ask_admin",
      fix: "Ask about fewer tables or a shorter time, or have the limit in the catalog's `warehouse` block raised.",
    }),
  },
  {
    when: isReason("quotaExceeded", "rateLimitExceeded", "jobRateLimitExceeded"),
    say: always({
      code: "QUOTA_EXCEEDED",
      message: "The project has used up what BigQuery lets it ask for now.",
      remedy: "retry",
      fix: "Wait and try again; if it lasts, have the project's quota raised.",
    }),
  },
  {
    when: isReason("billingNotEnabled", "billingTierLimitExceeded"),
    say: always({
      code: "BILLING_NOT_ENABLED",
      message: "BigQuery does not run the question because of the project's billing.",
      remedy: "ask_admin",
      fix: "Check the billing of the project named in the catalog's `warehouse` block.",
    }),
  },
  {
    when: (failure) =>
      failure.status === 401 ||
      says(
        /invalid_grant|Could not load the default credentials|DECODER routines|PEM routines|asymmetric key/,
      )(failure),
    say: always({
      code: "CREDENTIALS_REJECTED",
      message: "BigQuery does not know who Coterie is: the key is missing, wrong or withdrawn.",
      remedy: "reconnect",
      fix: "Give a current key of the service account.",
    }),
  },
  {
    when: isReason("accessDenied"),
    say: ({ words }) => ({
      code: "WAREHOUSE_FORBIDDEN",
      message: `Coterie may not read ${tableIn(words) ?? "the warehouse"}.`,
      remedy: "ask_admin",
      fix: "Grant its service account BigQuery Data Viewer on the dataset and BigQuery Job User on the project.",
    }),
  },
  {
    when: isReason("notFound"),
    say: ({ words }) => ({
      code: "WAREHOUSE_CHANGED",
      message: `The warehouse does not have what the catalog says${missing(words)}.`,
      remedy: "fix_input",
      fix: "Bring it back, or correct the catalog; a dataset is found only in its own location.",
    }),
  },
  {
    when: says(/Unrecognized name|not found inside|Name .+ not found/),
    say: ({ words }) => ({
      code: "WAREHOUSE_CHANGED",
      message: `The warehouse does not have what the catalog says${missing(words)}.`,
      remedy: "fix_input",
      fix: "Bring the column back, or correct the catalog.",
    }),
  },
  {
    when: says(/out of range|overflow|Bad .*value|Could not cast|Invalid .*(date|time|timestamp|numeric)/i),
    say: always({
      code: "VALUE_DOES_NOT_FIT",
      message: "A value in the warehouse does not fit the type the catalog declares.",
      remedy: "fix_input",
      fix: "Correct the column's type in the catalog, or the value in the warehouse.",
    }),
  },
  {
    when: isReason("invalidQuery", "invalid"),
    say: always({
      code: "QUERY_REFUSED",
      message: "BigQuery does not accept the question.",
      remedy: "fix_input",
      fix: "Check the types of the columns and the queries of the catalog against the warehouse.",
    }),
  },
  {
    when: isReason("resourcesExceeded", "responseTooLarge"),
    say: always({
      code: "QUESTION_TOO_LARGE",
      message: "The question needs more than BigQuery gives a single query.",
      remedy: "fix_input",
      fix: "Ask in fewer conditions, or about a shorter time.",
    }),
  },
  {
    when: isReason("stopped", "jobTimeout", "timeout"),
    say: always({
      code: "WAREHOUSE_TIMEOUT",
      message: "The question took too long, and was stopped.",
      remedy: "retry",
      fix: "Try again, ask about a shorter time, or raise `timeout` in the catalog's `warehouse` block.",
    }),
  },
  {
    when: says(/ECONNREFUSED|ENOTFOUND|ECONNRESET|EAI_AGAIN|ETIMEDOUT|socket hang up|fetch failed|network/i),
    say: always({
      code: "WAREHOUSE_UNREACHABLE",
      message: "BigQuery could not be reached.",
      remedy: "retry",
      fix: "Try again; if it lasts, check that this machine may reach bigquery.googleapis.com.",
    }),
  },
  {
    when: ({ status, reason }) =>
      (status !== null && status >= 500) || /backendError|internalError/.test(reason),
    say: always({
      code: "WAREHOUSE_UNAVAILABLE",
      message: "BigQuery is not available now.",
      remedy: "retry",
      fix: "Try again in a minute; if it lasts, look at Google Cloud's status page.",
    }),
  },
];

const UNKNOWN: Translation = {
  code: "WAREHOUSE_FAILED",
  message: "The warehouse could not answer.",
  remedy: "report",
  fix: "Try again; if it happens again, tell whoever runs Coterie here.",
};

/** `project:dataset.table`, as the service names tables. */
function tableIn(words: string): string | undefined {
  return /(?:Table|Dataset|Project) ([\w.:-]*\w)/.exec(words)?.[1];
}

/** Names of tables and columns may be told; values may not. */
function missing(words: string): string {
  const table = /Not found: (Table|Dataset|Project|Connection) ([\w.:-]*\w)/i.exec(words);
  if (table) return `: there is no ${table[1]!.toLowerCase()} ${table[2]}`;
  const column = /Unrecognized name: `?([\w.-]+)`?|Name `?([\w.-]+)`? not found/.exec(words);
  return column ? `: there is no column ${column[1] ?? column[2]}` : "";
}
