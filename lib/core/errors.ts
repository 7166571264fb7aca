/**
 * The one family of errors. Machines read `code`, jobs act on `remedy`, people read `message`:
 * one sentence saying what is wrong, and `fix` saying what to do about it.
 */
export type Remedy =
  | "retry" // the same attempt may work later
  | "wait_until" // retry after `retryAt`
  | "drop_row" // this row cannot be sent; the rest can
  | "reconnect" // someone with the account must sign in or give a new token
  | "accept_terms" // someone with the account must accept the platform's terms
  | "fix_input" // whoever wrote the input must change it
  | "ask_approver" // the data team must approve
  | "ask_admin" // an admin must change a setting or a policy
  | "report"; // our fault

export type CoterieErrorOptions = {
  code: string;
  message: string;
  remedy: Remedy;
  /** What to do, one sentence. */
  fix?: string;
  /** Where in the input, e.g. `where.all[0].is` or `catalog.yaml:12`. */
  path?: string;
  /** Milliseconds since the epoch; with remedy "wait_until". */
  retryAt?: number;
  /** Further problems of the same input; each complete in itself. */
  problems?: readonly Problem[];
  /** Ids and counts only: details are logged. */
  details?: Readonly<Record<string, string | number | boolean | null>>;
  cause?: unknown;
};

/** One thing wrong with an input, as data: validators return these, they do not throw. */
export type Problem = {
  code: string;
  /** Where, in the notation of the input: `where.all[0].value.column`. */
  path: string;
  /** A sentence a marketer understands. */
  message: string;
  fix?: string;
  /** 1-based line in the file it came from, where known. */
  line?: number;
};

export class CoterieError extends Error {
  readonly code: string;
  readonly remedy: Remedy;
  readonly fix?: string;
  readonly path?: string;
  readonly retryAt?: number;
  readonly problems: readonly Problem[];
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  constructor(options: CoterieErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "CoterieError";
    this.code = options.code;
    this.remedy = options.remedy;
    this.fix = options.fix;
    this.path = options.path;
    this.retryAt = options.retryAt;
    this.problems = options.problems ?? [];
    this.details = options.details ?? {};
  }

  /** What may leave the process: no stack, no cause. */
  toJSON() {
    return {
      code: this.code,
      message: this.message,
      remedy: this.remedy,
      fix: this.fix,
      path: this.path,
      retryAt: this.retryAt,
      problems: this.problems,
    };
  }
}

/** The input is wrong and its author can mend it. */
export class InvalidInput extends CoterieError {
  constructor(options: Omit<CoterieErrorOptions, "remedy">) {
    super({ ...options, remedy: "fix_input" });
  }
}

/** The actor's role does not allow it. */
export class Forbidden extends CoterieError {
  constructor(message: string, fix = "Ask an admin of this workspace for the role.", code = "FORBIDDEN") {
    super({ code, message, remedy: "ask_admin", fix });
  }
}

/** The actor sees only some rows, and this cannot be kept to them. */
export class OutsideRowScope extends Forbidden {
  constructor(
    message: string,
    fix = "Ask someone who sees every row, or ask an admin to change your row scope.",
  ) {
    super(message, fix, "ROW_SCOPE");
  }
}

/** Nobody is signed in, or not any more. */
export class Unauthenticated extends CoterieError {
  constructor(message = "You are not signed in.", fix = "Sign in and try again.") {
    super({ code: "UNAUTHENTICATED", message, remedy: "reconnect", fix });
  }
}

/** There is no such thing in this workspace (or the actor may not know of it). */
export class NotFound extends CoterieError {
  /** `words`: where more is known than that it is not here. */
  constructor(noun: string, id: string, words?: { message: string; fix: string }) {
    super({
      code: "NOT_FOUND",
      remedy: "fix_input",
      message: words?.message ?? `There is no ${noun} "${id}" here.`,
      fix: words?.fix ?? `Check the address, or open the list and choose the ${noun} again.`,
    });
  }
}

/** The thing changed since it was read, or its state does not allow this step. */
export class Conflict extends CoterieError {
  constructor(code: string, message: string, fix: string) {
    super({ code, message, remedy: "fix_input", fix });
  }
}

/** The construct is part of the language but this warehouse (or this version) refuses it before running. */
export class Unsupported extends CoterieError {
  constructor(node: string, message: string, path?: string) {
    super({ code: "UNSUPPORTED", message, remedy: "fix_input", path, details: { node } });
  }
}

/** The platform took a batch in and later dropped it as a whole: nothing of it arrived, and it is to be sent again. */
export class TicketFailed extends CoterieError {
  constructor(
    options: Omit<CoterieErrorOptions, "code" | "remedy"> & Partial<Pick<CoterieErrorOptions, "remedy">>,
  ) {
    super({ remedy: "retry", ...options, code: "TICKET_FAILED" });
  }
}

/** Anything thrown, as one of the family. An unknown error keeps its cause for the log and hides it from people. */
export function asCoterieError(error: unknown): CoterieError {
  if (error instanceof CoterieError) return error;
  return new CoterieError({
    code: "INTERNAL",
    message: "Something went wrong on our side.",
    remedy: "report",
    fix: "Try again; if it happens again, tell whoever runs Coterie here, with the time it happened.",
    cause: error,
  });
}
