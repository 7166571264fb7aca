import { resolveTrait } from "@/lib/core/catalog/trait";
import type { PathParts } from "@/lib/core/path";
import { depthOf, type Node, nameAt, report, type Walk } from "./walk";

/** A trait by its name. What it is made of is looked at again: the catalog may have changed since it was made. */
export function checkTrait(walk: Walk, node: Node, entity: string, at: PathParts): void {
  const path = [...at, "trait"];
  const name = nameAt(walk, node.trait, "trait", path);
  if (name === null) return;
  const found = resolveTrait(walk.catalog, entity, name);
  if ("problem" in found) {
    report(walk, path, found.problem);
    return;
  }
  if (found.trait.kind === "sql") return;
  const way = `${entity}.${name}`;
  if (walk.traits.includes(way)) report(walk, path, circle([...walk.traits, way]));
  else checkInside(walk, { name, way, value: found.trait.value }, entity, at);
}

function checkInside(
  walk: Walk,
  trait: { name: string; way: string; value: unknown },
  entity: string,
  at: PathParts,
): void {
  const inner = walk.beginTrait(trait.way);
  inner.nodes = walk.nodes;
  inner.depth = walk.depth + depthOf(at) + 1;
  inner.value(trait.value, entity, []);
  walk.nodes = inner.nodes;
  const [first] = inner.problems;
  if (!first) return;
  // A circle is a circle of the whole chain, and is said once.
  const message =
    first.code === "TRAIT_CIRCLE" ? first.message : `In the trait \`${trait.name}\`: ${first.message}`;
  report(walk, at, { code: first.code, message, fix: first.fix });
}

function circle(chain: readonly string[]) {
  const names = chain.slice(chain.indexOf(chain.at(-1)!)).map((name) => `\`${name}\``);
  return {
    code: "TRAIT_CIRCLE",
    message:
      names.length === 2
        ? `The trait ${names[0]} names itself.`
        : `Traits name each other in a circle: ${names.join(" → ")}.`,
    fix: "Write one of the values out where the circle should end.",
  };
}
