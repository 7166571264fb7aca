import { Big } from "big.js";
import { Temporal } from "temporal-polyfill";
import type { ColumnKind, Entity } from "@/lib/core/catalog/types";
import type { Known } from "@/lib/core/segment/evaluate/data";
import type { Literal, Value } from "@/lib/core/segment/types";
import { TEXTS } from "./cells";
import { observe, type Scene } from "./scene";

/** A literal fit to stand beside the value: mostly one it really has, or its neighbour. */
export function randomLiteral(scene: Scene, entity: Entity, value: Value, kind: ColumnKind): Literal {
  const seen = scene.dice.percent(90) ? observe(scene, entity, value) : null;
  return seen === null ? inventedLiteral(scene, kind) : literalOf(scene, seen, kind);
}

function literalOf(scene: Scene, seen: Known, kind: ColumnKind): Literal {
  const { dice } = scene;
  switch (seen.kind) {
    case "text":
      return seen.text;
    case "boolean":
      return seen.truth;
    case "double":
      return seen.number + (dice.percent(25) ? 0.5 : 0);
    case "exact":
      return numeral(
        scene,
        seen.number.numerator.div(seen.number.denominator).round(dice.pick([2, 4, 9])),
        kind,
      );
    case "date":
      return seen.date;
    case "instant":
      return momentText(scene, seen.at + dice.pick([0n, 0n, 0n, 1n, -1n, 60_000_000n]));
  }
}

/** As text, or as a number where that loses nothing. Whole for integers. */
function numeral({ dice }: Scene, number: Big, kind: ColumnKind): Literal {
  const moved = dice.percent(25) ? number.plus(dice.pick([1, -1])) : number;
  const text = (kind === "integer" ? within64Bits(moved.round(0)) : moved).toFixed();
  return dice.percent(50) && text.replace(/[-.]/g, "").length <= 15 ? Number(text) : text;
}

function within64Bits(number: Big): Big {
  const largest = new Big("9223372036854775807");
  if (number.gt(largest)) return largest;
  return number.lt(largest.neg()) ? largest.neg() : number;
}

function inventedLiteral(scene: Scene, kind: ColumnKind): Literal {
  const { dice, asOf } = scene;
  switch (kind) {
    case "text":
      return dice.pick(TEXTS);
    case "boolean":
      return dice.percent(50);
    case "integer":
      return dice.integer(-2, 5);
    case "decimal":
    case "double":
      return dice.integer(-20, 40) / 4;
    case "date":
      return asOf.slice(0, 10);
    case "timestamp":
      return asOf;
  }
}

export function momentText({ catalog, dice }: Scene, microseconds: bigint): string {
  const instant = new Temporal.Instant(microseconds * 1000n);
  return dice.percent(80)
    ? instant.toString()
    : instant.toZonedDateTimeISO(catalog.zone).toString({ timeZoneName: "never" });
}

/** A piece of a text that occurs, so that contains and its kin find something. */
export function pieceOf({ dice }: Scene, text: string): string {
  const characters = [...text];
  if (characters.length === 0) return dice.pick(TEXTS.filter((one) => one !== ""));
  const from = dice.integer(0, characters.length - 1);
  const piece = characters.slice(from, from + dice.integer(1, 2)).join("");
  return dice.percent(30) ? otherCase(piece) : piece;
}

function otherCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}
