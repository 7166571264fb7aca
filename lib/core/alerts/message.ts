import type { Change, Transition } from "./transition";
import type { AlertKind, AlertLevel } from "./types";

/** What is told, the same in every channel. Ids, names and counts: never a value of a person. */
export type AlertMessage = {
  /** Of the change; a repeat of the same message has the same. */
  id: string;
  /** What it is about, the same until all is well again. */
  subject: string;
  change: Change | "digest" | "test";
  level: AlertLevel;
  /** One line. */
  title: string;
  /** A sentence each. */
  lines: readonly string[];
  /** Kinds that are open now. */
  open: readonly AlertKind[];
  /** ISO instant. */
  at: string;
  /** Where to look; null where the address of this Coterie is not known. */
  link: string | null;
};

export const KIND_WORDS: Record<AlertKind, string> = {
  failed: "Failed",
  blocked: "Blocked",
  slow: "Slow",
  stale: "Stale",
  refused_share: "Rows refused",
  size_change: "Size changed",
  privacy: "Privacy removals",
  budget: "Budget",
};

/** One line of what changed: "Buyers to ads: failed (critical)". */
export function titleOf(name: string, { change, level, raised, eased }: Transition): string {
  const kinds = (alerts: Transition["raised"]) =>
    alerts.map(({ kind }) => KIND_WORDS[kind].toLowerCase()).join(", ");
  if (change === "raised") return `${name}: ${kinds(raised)} (${level})`;
  if (change === "eased") return `${name}: better (${kinds(eased)})`;
  return `${name}: recovered (${kinds(eased)})`;
}

export function linesOf({ change, raised, open }: Transition): string[] {
  if (change === "recovered") return ["All is well again."];
  const still = open.filter((alert) => !raised.includes(alert));
  return [...raised.map(({ message }) => message), ...still.map(({ message }) => `Still so: ${message}`)];
}
