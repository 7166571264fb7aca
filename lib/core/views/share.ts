/** What of its audience a sync takes. */
export type ShareView = {
  /** Null: all of it. */
  takes: { name: string; percent: number } | null;
  /** The other shares with the syncs that take them; what no sync takes is held out. */
  others: { name: string; percent: number; syncs: string[] }[];
  /** Percent in no share. */
  left: number;
};
