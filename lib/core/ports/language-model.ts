/** One turn of a conversation with a language model. */
export type Turn = { role: "system" | "user" | "assistant"; text: string };

/** What writes text on request. Whoever asks reads the answer as something nobody has looked at yet. */
export type LanguageModel = {
  /** As its provider calls it. */
  name: string;
  /** Where the words go, for people to see before they send any. */
  host: string;
  /** The next turn. Throws CoterieError; never with anything of the turns in it. */
  next(turns: readonly Turn[], options: { signal?: AbortSignal }): Promise<string>;
};
