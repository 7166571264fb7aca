"use client";

import { createContext, useContext } from "react";
import type { Catalog } from "@/lib/core/catalog/types";
import type { Problem } from "@/lib/core/errors";
import type { Segment } from "@/lib/core/segment/types";
import { NO_PROBLEMS, type ProblemsByRow } from "./problems";

/** `merge`: edits of one name that follow each other closely are undone together, as when typing. */
export type Edit = (change: (tree: Segment) => Segment, merge?: string) => void;

export type Builder = {
  catalog: Catalog;
  edit: Edit;
  /** The tree as it is now, for actions that must know where things end up. */
  current: () => Segment;
  readOnly: boolean;
  /** Slug of the audience that is built, which cannot be a part of itself. */
  own: string | null;
  /** Puts the focus on the row at the place, once it is there. */
  focusRow: (path: string, part?: "handle" | "first") => void;
  announce: (text: string) => void;
};

const BuilderContext = createContext<Builder | null>(null);
const ProblemsContext = createContext<ProblemsByRow>(NO_PROBLEMS);

export const BuilderProvider = BuilderContext.Provider;
export const ProblemsProvider = ProblemsContext.Provider;

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error("a condition editor is used outside a segment editor");
  return builder;
}

const NONE: readonly Problem[] = [];

export function useProblemsAt(path: string): readonly Problem[] {
  return useContext(ProblemsContext).get(path) ?? NONE;
}
