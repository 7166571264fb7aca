/**
 * What services answer and screens show, a file for each noun. Plain JSON; counts and ids, never a personal value.
 * Times are ISO text in UTC. Fewer than ten people read "<10" everywhere.
 */
export type SmallCount = number | "<10";

/** A larger count is withheld where a small group would follow from it by subtraction. */
export type WithheldCount = SmallCount | "10+" | "all but a few";

/** "about": so few people lie between it and another number shown beside it that they could be told apart. */
export type FunnelCount = SmallCount | "10+" | { about: number };

/** How much of an audience is in another one, in steps of ten people at least. */
export type ShareBand =
  | { kind: "none" | "some" | "all" }
  | { kind: "under" | "about" | "over"; percent: number };
