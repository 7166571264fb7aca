/** Asked before the screen is left for another one; it goes on, at once, later or never. */
type Guard = (go: () => void) => void;
let guard: Guard | null = null;

/** Asks before this screen is left; gives back how to stop that. */
export function guardLeaving(next: Guard): () => void {
  guard = next;
  return () => {
    if (guard === next) guard = null;
  };
}

/** Leaves for another screen, unless something there has to be settled first. */
export function leaveFor(go: () => void): void {
  if (guard) guard(go);
  else go();
}
