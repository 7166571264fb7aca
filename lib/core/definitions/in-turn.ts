/** Those another rests on come before it; else in the order given. What runs in a circle keeps its order. */
export function inTurn<T>(things: readonly T[], restsOn: (thing: T, other: T) => boolean): T[] {
  const turn = new Set<T>();
  const seen = new Set<T>();
  const take = (thing: T) => {
    if (seen.has(thing)) return;
    seen.add(thing);
    for (const other of things) if (restsOn(thing, other)) take(other);
    turn.add(thing);
  };
  for (const thing of things) take(thing);
  return [...turn];
}
