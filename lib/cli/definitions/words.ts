import type { DefinitionChangeView, DefinitionsPlanView } from "@/lib/core/views/definitions";

/** A plan as people read it: what changes first, then what is left alone. */
export function planWords({ changes, asks }: DefinitionsPlanView): string {
  const lines = changes.flatMap((change) => (change.does === "nothing" ? [] : changeLines(change)));
  const asked = asks.map(({ name }) => `? ${name}: approval is asked for`);
  const same = changes.filter(({ outcome }) => outcome === "unchanged").length;
  const others = changes.filter(({ outcome }) => outcome === "only_there");
  return [
    ...(lines.length === 0 ? ["Nothing changes."] : lines),
    ...asked,
    `${same} unchanged.`,
    ...(others.length === 0 ? [] : [`Not in the folder, and left alone: ${others.map(nameOf).join(", ")}.`]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** What was left to someone. */
export function leftWords(changes: readonly DefinitionChangeView[]): string[] {
  return changes.flatMap((one) => (one.does === "left" ? [`${nameOf(one)}: ${one.because}`] : []));
}

export function nameOf({ kind, key, name }: DefinitionChangeView): string {
  if (kind === "catalog") return "the catalog";
  const called = key === name ? `“${name}”` : `“${name}” (${key})`;
  return `${kind.replace("_", " ")} ${called}`;
}

function changeLines(change: DefinitionChangeView): string[] {
  const { outcome, parts, does, because, voids } = change;
  const what = outcome === "changed" ? ` (${parts.join(", ")})` : "";
  const words: Record<DefinitionChangeView["does"], string> = {
    nothing: "",
    at_once: "takes effect at once",
    version: "a new version, which waits for approval",
    draft: "set up, and waits for approval",
    left: `left: ${because}`,
  };
  const sign = outcome === "added" ? "+" : "~";
  return [
    `${sign} ${nameOf(change)}${what}: ${words[does]}`,
    ...voids.map(({ sync, what, reason }) => `    voids the ${what} of “${sync.name}”: ${reason}`),
  ];
}
