/** Rows that were looked up, by their keys; more than a few are not listed. */
export type PeopleFoundView = { entity: string; keys: string[]; more: boolean };

/** Which audiences a row is in, by their newest versions. */
export type PersonAudiencesView = {
  entity: string;
  key: string;
  audiences: { id: string; name: string; version: number; isMember: boolean }[];
  /** Audiences whose newest version cannot be read with the present catalog. */
  unreadable: { id: string; name: string }[];
  asOf: string;
};

/** Why a row is in an audience, or is not: each condition with its answer and the values it looked at. */
export type ExplanationView = {
  audience: { id: string; name: string; version: number };
  root: ExplainedView;
  asOf: string;
};

export type ExplainedView = {
  path: string;
  kind: string;
  sentence: string;
  verdict: boolean;
  /** `hidden`: a personal value, which the reader's role may not see; `text` is then null. */
  seen: { words: string; text: string | null; hidden: boolean }[];
  children: ExplainedView[];
};
