import {
  CalendarDays,
  Footprints,
  Hash,
  ListChecks,
  type LucideIcon,
  Network,
  ToggleLeft,
  Trophy,
  Type,
  Users,
} from "lucide-react";
import type { ChoiceKind } from "../choices/choice";

const ICONS: Record<ChoiceKind, LucideIcon> = {
  text: Type,
  integer: Hash,
  decimal: Hash,
  double: Hash,
  boolean: ToggleLeft,
  date: CalendarDays,
  timestamp: CalendarDays,
  related: Network,
  sequence: Footprints,
  rank: Trophy,
  audience: Users,
  list: ListChecks,
};

export function KindIcon({ kind }: { kind: ChoiceKind }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />;
}
