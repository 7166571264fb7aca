/** What differs between the databases that hold state. Everything takes and gives SQL text. */
export interface StateDialect {
  /** The type of a fingerprint: 128 bits. */
  readonly fingerprintType: string;
  /** The type of a state of the ledger. */
  readonly stateType: string;
  /** MD5 of a text as that type. Salted by the caller, so nobody can look for two texts that share one. */
  fingerprint(text: string): string;
  /** A fingerprint as a number from 0 to less than 1, evenly spread. */
  share(fingerprint: string): string;
  /** A JSON parameter as a relation. */
  records(parameter: string, columns: Readonly<Record<string, string>>): string;
  /** 64 bits of values that are not null, the same for the same values while a session lasts. */
  hash(...values: string[]): string;
  /** Text that is ordered and compared by its bytes. */
  bytewise(text: string): string;
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
