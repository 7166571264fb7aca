/** What differs between the databases that hold state. Everything takes and gives SQL text. */
export interface StateDialect {
  /** The type of a fingerprint: 128 bits. */
  readonly fingerprintType: string;
  /** MD5 of a text as that type. Salted by the caller, so nobody can look for two texts that share one. */
  fingerprint(text: string): string;
  /** A fingerprint as a number from 0 to less than 1, evenly spread. */
  share(fingerprint: string): string;
  /** A JSON parameter as a relation. */
  records(parameter: string, columns: Readonly<Record<string, string>>): string;
  /** An aggregate: the values of a group as the text of a JSON array. A driver reads it several times faster than rows. */
  list(value: string, order: string): string;
  /** Text that is ordered and compared by its bytes. */
  bytewise(text: string): string;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
