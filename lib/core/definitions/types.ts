/** What a folder of definitions may hold, in the order in which one rests on another. */
export const DEFINITION_KINDS = [
  "catalog",
  "trait",
  "list",
  "destination",
  "audience",
  "priority_set",
  "sync",
] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** One thing as files and the workspace both have it. */
export type Definition = {
  kind: DefinitionKind;
  /** What it is known by; another key is another thing. */
  key: string;
  /** What people call it. */
  name: string;
  /** All it says, part by part, in one spelling: what is left out and what is as by default look the same. */
  parts: Readonly<Record<string, unknown>>;
};

/** "only_there": the workspace has it and the folder does not; it is left alone. */
export type DefinitionOutcome = "added" | "changed" | "unchanged" | "only_there";

export type DefinitionDiff = Pick<Definition, "kind" | "key" | "name"> & {
  outcome: DefinitionOutcome;
  /** Which of its parts differ, by name, sorted; of what is added: all it has. */
  parts: string[];
};
