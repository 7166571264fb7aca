import type { SequenceStep } from "@/lib/core/segment/types";
import { changeAt } from "./at";

/** A sequence's steps, under `list` (`where.all[0].sequence.steps`). The first one has nothing before it. */
export function changeStep<T extends object>(tree: T, list: string, index: number, step: SequenceStep): T {
  return changeSteps(tree, list, (steps) => steps.with(index, step));
}

export function addStep<T extends object>(tree: T, list: string, step: SequenceStep): T {
  return changeSteps(tree, list, (steps) => [...steps, step]);
}

/** The step stands at `to` afterwards. */
export function moveStepOf<T extends object>(tree: T, list: string, from: number, to: number): T {
  return changeSteps(tree, list, (steps) =>
    steps.toSpliced(from, 1).toSpliced(to, 0, ...steps.slice(from, from + 1)),
  );
}

export function removeStep<T extends object>(tree: T, list: string, index: number): T {
  return changeSteps(tree, list, (steps) => steps.toSpliced(index, 1));
}

function changeSteps<T extends object>(
  tree: T,
  list: string,
  change: (steps: readonly SequenceStep[]) => readonly SequenceStep[],
): T {
  return changeAt(tree, list, (old) => withFirst(change(old as readonly SequenceStep[])));
}

/** What comes first is neither within some time of anything nor missing; a limit goes where it says nothing. */
function withFirst([first, ...later]: readonly SequenceStep[]): readonly SequenceStep[] {
  if (!first) return [];
  const { within: _within, unit: _unit, none: _none, ...plain } = first;
  const isPlain = first.within === undefined && first.unit === undefined && first.none === undefined;
  return [isPlain ? first : plain, ...later];
}
