import { resolvePath } from "@/lib/core/catalog/resolve";
import type { PathParts } from "@/lib/core/path";
import { checkAmount, checkUnit } from "./amount";
import { checkDuring, checkOutsideKey, checkTime, endOf } from "./measure";
import {
  incomplete,
  listAt,
  type Node,
  objectAt,
  oneOf,
  refuseUnknownKeys,
  report,
  type Walk,
  within,
} from "./walk";

export function checkSequence(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const path = [...at, "sequence"];
  const sequence = objectAt(walk, node.sequence, "sequence", path);
  if (!sequence) return;
  refuseUnknownKeys(walk, sequence, ["steps", "anchor", "during"], "sequence", path);
  oneOf(walk, sequence.anchor, ["any", "first"], "anchor", [...path, "anchor"]);
  if (sequence.during !== undefined) checkDuring(walk, sequence.during, entity, [...path, "during"]);
  const steps = listAt(walk, sequence.steps, "steps", [...path, "steps"]);
  if (!steps) return;
  if (steps.length < 2) {
    report(walk, [...path, "steps"], incomplete("A sequence has at least two steps.", "Add a step."));
  }
  checkStarts(walk, steps, entity, [...path, "steps"]);
  steps.forEach((step, index) => {
    checkStep(walk, step, entity, index, [...path, "steps", index]);
  });
}

/** Steps are put in one order over the columns that relate them all, else by the key of the row they all lead from. */
function checkStarts(walk: Walk, steps: readonly unknown[], entity: string, at: PathParts): void {
  const starts = steps.flatMap((step) => {
    const of = typeof step === "object" && step !== null && "of" in step ? step.of : null;
    const path = typeof of === "string" ? resolvePath(walk.catalog, entity, of) : null;
    return path && !("problem" in path) ? [path.hops[0]!.relation.on.map(([here]) => here)] : [];
  });
  if (new Set(starts.map((columns) => JSON.stringify(columns))).size > 1) checkOutsideKey(walk, entity, at);
}

function checkStep(walk: Walk, given: unknown, entity: string, index: number, at: PathParts): void {
  const step = objectAt(walk, given, "step", at);
  if (!step) return;
  refuseUnknownKeys(walk, step, ["of", "where", "at", "within", "unit", "none"], "step", at);
  const end = endOf(walk, step.of, entity, [...at, "of"]);
  if (end) {
    checkTime(walk, step, end, at);
    if (step.where !== undefined)
      within(walk, entity, () => walk.condition(step.where, end, [...at, "where"]));
  }
  if (step.within !== undefined || step.unit !== undefined) {
    checkAmount(walk, step.within, step.unit, [...at, "within"]);
    checkUnit(walk, step.unit, [...at, "unit"]);
  }
  if (index === 0) checkFirstStep(walk, step, at);
  else checkNone(walk, step, at);
}

function checkFirstStep(walk: Walk, step: Node, at: PathParts): void {
  for (const key of ["within", "none"]) {
    if (step[key] === undefined) continue;
    report(walk, [...at, key], {
      code: "FIRST_STEP",
      message: `The first step has nothing before it, so \`${key}\` says nothing.`,
      fix: `Remove \`${key}\`, or move it to a later step.`,
    });
  }
}

function checkNone(walk: Walk, step: Node, at: PathParts): void {
  if (step.none === undefined || step.none === true) return;
  report(walk, [...at, "none"], {
    code: "WRONG_SHAPE",
    message: "`none` can only be true.",
    fix: "Write `none: true`, or leave it out.",
  });
}
