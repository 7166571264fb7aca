import type { Problem } from "../errors";
import type { RecordMode, RecordObject, RecordRemoval, WriteRule } from "../ports/destination";
import type { FieldDecisionView } from "./decision";

/** What a record sync can be made of at one account. */
export type RecordObjectsView = {
  objects: readonly RecordObject[];
  modes: readonly RecordMode[];
  removals: readonly RecordRemoval[];
  rules: readonly WriteRule[];
};

/** A record mapping before it is saved: what is wrong with it, what the policy says, and a few rows of it. */
export type RecordPreviewView = {
  problems: readonly Problem[];
  decisions: readonly FieldDecisionView[];
};
