import type { Condition } from "@/lib/core/segment/types";
import { parsePath, type Step } from "./path";

type Node = Readonly<Record<string, unknown>> | readonly unknown[];

/** What is at the place; undefined where the path leads nowhere. */
export function valueAt(tree: object, path: string): unknown {
  return parsePath(path).reduce<unknown>(
    (node, step) => (isNode(node) ? (node as Record<Step, unknown>)[step] : undefined),
    tree,
  );
}

/** The condition at the place; the caller took the path from a condition of this tree. */
export function conditionAt(tree: object, path: string): Condition | undefined {
  return valueAt(tree, path) as Condition | undefined;
}

/** A copy with `change` applied at the place; untouched branches are shared, so unchanged rows stay the same objects. */
export function changeAt<T extends object>(tree: T, path: string, change: (old: unknown) => unknown): T {
  return changed(tree, parsePath(path), change) as T;
}

/** A copy with the place set; `undefined` takes an optional part away. */
export function replaceAt<T extends object>(tree: T, path: string, value: unknown): T {
  return changeAt(tree, path, () => value);
}

function changed(node: unknown, steps: readonly Step[], change: (old: unknown) => unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return change(node);
  if (!isNode(node)) throw new RangeError("the path leads out of the tree");
  const value = changed((node as Record<Step, unknown>)[step], rest, change);
  if (Array.isArray(node)) return node.with(Number(step), value);
  if (value !== undefined) return { ...node, [step]: value };
  const { [step]: _gone, ...kept } = node as Record<Step, unknown>;
  return kept;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}
