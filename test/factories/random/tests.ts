import type { ColumnKind, ColumnType, Entity } from "@/lib/core/catalog/types";
import type { Literal, Operand, Test } from "@/lib/core/segment/types";
import { pieceOf, randomLiteral } from "./literals";
import type { Scene } from "./scene";
import { type MakeCondition, randomDuring, randomValue, type Typed, twoTimes } from "./values";
import { randomLeapWindow, randomWindow } from "./windows";

/** A valid test of the value. */
export function randomTest(
  scene: Scene,
  entity: Entity,
  { value, type }: Typed,
  depth: number,
  makeCondition: MakeCondition,
): Test {
  const { dice } = scene;
  const literal = () => randomLiteral(scene, entity, value, type.kind);
  const operand = (): Operand => {
    if (dice.percent(80)) return literal();
    const isAlike = (other: ColumnType) => family(other.kind) === family(type.kind);
    const other = randomValue(scene, entity, Math.min(depth, 1), makeCondition, isAlike);
    return other?.value ?? literal();
  };
  const piece = () => pieceOf(scene, String(literal()));
  const isText = type.kind === "text";
  const isTime = type.kind === "date" || type.kind === "timestamp";
  const isOrdered = type.kind !== "boolean";
  const between = () => twoTimes(scene, entity, value);
  const window = () => randomWindow(scene, between());
  const folded = isText && dice.percent(40) ? { ignore_case: true } : {};
  return dice.weighted<Test>([
    [3, () => ({ eq: operand(), ...folded })],
    [3, () => ({ not_eq: operand(), ...folded })],
    [2, () => ({ in: dice.times(1, 3, literal), ...folded })],
    [2, () => ({ not_in: dice.times(1, 3, literal), ...folded })],
    [isOrdered ? 3 : 0, () => ({ gt: operand() })],
    [isOrdered ? 3 : 0, () => ({ gte: operand() })],
    [isOrdered ? 3 : 0, () => ({ lt: operand() })],
    [isOrdered ? 3 : 0, () => ({ lte: operand() })],
    [
      isOrdered ? 3 : 0,
      () => ({ between: dice.percent(80) ? ascending(literal(), literal()) : [operand(), operand()] }),
    ],
    [isText ? 3 : 0, () => ({ contains: piece(), ...folded })],
    [isText ? 3 : 0, () => ({ not_contains: piece(), ...folded })],
    [isText ? 3 : 0, () => ({ starts_with: piece(), ...folded })],
    [isText ? 3 : 0, () => ({ ends_with: piece(), ...folded })],
    [1, () => ({ known: dice.percent(50) })],
    [isTime ? 8 : 0, () => ({ during: randomDuring(scene, entity, between()) })],
    [isTime ? 6 : 0, () => ({ anniversary: dice.percent(40) ? randomLeapWindow(dice) : window() })],
  ]);
}

/** Kinds whose values may be compared with each other. */
function family(kind: ColumnKind): string {
  return kind === "integer" || kind === "decimal" ? "exact" : kind;
}

function ascending(a: Literal, b: Literal): [Literal, Literal] {
  const isBefore =
    typeof a === "string" && typeof b === "string" && !isNumeral(a) ? a <= b : Number(a) <= Number(b);
  return isBefore ? [a, b] : [b, a];
}

function isNumeral(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}
