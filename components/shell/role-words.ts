import type { Role } from "@/lib/core/views/session";

const WORDS: Record<Role, { label: string; may: string }> = {
  viewer: { label: "Viewer", may: "sees everything, changes nothing" },
  marketer: { label: "Marketer", may: "builds audiences, sets up syncs and asks for approval" },
  approver: { label: "Approver", may: "also decides what others ask for" },
  admin: { label: "Admin", may: "also connects platforms, sets policies and manages members" },
};

export const roleLabel = (role: Role): string => WORDS[role].label;
export const roleMay = (role: Role): string => WORDS[role].may;
