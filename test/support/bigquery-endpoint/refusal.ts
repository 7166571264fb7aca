/** What the service refuses: its status, its word for the reason and its sentence. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }

  /** The body of the answer. */
  toJSON() {
    const { status: code, reason, message } = this;
    return { error: { code, message, errors: [{ message, domain: "global", reason }], status: reason } };
  }
}
