import {
  Activity,
  BadgeCheck,
  Boxes,
  type LucideIcon,
  RefreshCw,
  Send,
  Settings,
  UserSearch,
  Users,
} from "lucide-react";

export type NavItem = { href: string; label: string; icon: LucideIcon };

export const NAV: readonly NavItem[] = [
  { href: "/audiences", label: "Audiences", icon: Users },
  { href: "/approvals", label: "Approvals", icon: BadgeCheck },
  { href: "/syncs", label: "Syncs", icon: RefreshCw },
  { href: "/destinations", label: "Destinations", icon: Send },
  { href: "/catalog", label: "Catalog", icon: Boxes },
  { href: "/people", label: "People", icon: UserSearch },
  { href: "/activity", label: "Activity", icon: Activity },
  { href: "/settings", label: "Settings", icon: Settings },
];

/** Runs are reached from syncs and belong to them. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  if (pathname.startsWith("/runs")) return item.href === "/syncs";
  return pathname === item.href || pathname.startsWith(`${item.href}/`);
}
