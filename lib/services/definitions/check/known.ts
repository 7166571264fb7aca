import type { AudienceDefinition } from "@/lib/core/audience/types";
import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, type Problem } from "@/lib/core/errors";
import type { PathParts } from "@/lib/core/path";
import type { Audiences } from "@/lib/core/segment/audiences";
import type { FileProblem, Folder } from "@/lib/definitions/folder/types";

/** What a folder may speak of without having it: what its workspace has. Without a workspace: nothing. */
export type Known = {
  /** The one in force, with the traits made in the application; where the folder's does not take its place. */
  catalog: Catalog | null;
  audiences: Pick<Audiences, "find" | "exclusions" | "prioritySet" | "lists"> | null;
  named: readonly { slug: string; name: string; entity: string; tree: AudienceDefinition }[];
  destinations: readonly { name: string; kind: string }[];
  syncs: readonly { name: string }[];
  members: readonly { email: string }[] | null;
  channels: readonly { name: string }[] | null;
};

export const NOTHING_KNOWN: Known = {
  ...{ catalog: null, audiences: null, named: [], destinations: [], syncs: [] },
  ...{ members: null, channels: null },
};

export type Checking = {
  folder: Folder;
  known: Known;
  /** With the traits of the folder. */
  catalog: Catalog;
  now: Date;
  /** `at`: where in the file of the thing. */
  report(thing: object, problem: Omit<Problem, "path" | "line">, at?: PathParts): void;
};

export function reporter({ placeOf }: Folder, problems: FileProblem[]): Checking["report"] {
  return (thing, { code, message, fix }, at = []) => {
    const { file, lineOf } = placeOf(thing);
    const line = lineOf(at);
    const found = { code, message, ...(fix === undefined ? {} : { fix }), path: at.join(".") };
    problems.push({ ...found, file, ...(line === undefined ? {} : { line }) });
  };
}

/** `consent.customers[0].column` as steps, for what only says its place in words. */
export function stepsOf(path: string): PathParts {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== "")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** What a function of the product refuses, as a problem. */
export function refusalOf(work: () => unknown): Omit<Problem, "path" | "line"> | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof CoterieError) return { code: error.code, message: error.message, fix: error.fix };
    throw error;
  }
}
