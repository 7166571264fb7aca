import { ALERT_LEVELS, type AlertLevel } from "@/lib/core/alerts/types";

export const LEVEL_CHOICES = [
  { value: "all", label: "Warning and critical" },
  { value: "critical", label: "Critical only" },
  { value: "warning", label: "Warning only" },
] as const;

export function levelChoice(levels: readonly AlertLevel[]): string {
  return levels.length === ALERT_LEVELS.length ? "all" : (levels[0] ?? "all");
}

export function levelsOf(choice: string): AlertLevel[] {
  return ALERT_LEVELS.filter((level) => choice === "all" || choice === level);
}
