import type { LoweredLimits } from "../destination/limits";
import type { Policy } from "../policy/types";
import type { AccountLimits, IdentifierKind, SecretField, SyncKind } from "../ports/destination";

export type DestinationRow = {
  id: string;
  kind: string;
  kindLabel: string;
  name: string;
  status: "untested" | "connected" | "failing";
  problem: string | null;
  endpoint: string;
  simulated: boolean;
  syncs: number;
  policyVersion: number | null;
};

export type SettingView = {
  id: string;
  label: string;
  help?: string;
  required: boolean;
  /** Where it is one of a few; else it is written. */
  choices?: readonly { value: string; label: string }[];
  /** What it is when nobody chooses. */
  initial?: string;
};

export type DestinationKindView = {
  id: string;
  label: string;
  summary: string;
  settings: SettingView[];
  secrets: SecretField[];
  /** What a sync to it may write. */
  kinds: readonly SyncKind[];
  fields: { id: string; label: string; form: "hashed" | "plain"; tags: readonly string[] }[];
  identifiers: IdentifierKind[];
  notes: readonly { text: string; source: string; date: string }[];
  /** In a demo workspace: the account of the stand-in on this machine, which is all it can be connected to. */
  simulated?: { settings: Record<string, string>; secrets: Record<string, string> };
};

export type DestinationView = DestinationRow & {
  definition: DestinationKindView;
  settings: Record<string, string>;
  /** What the account allows, and the less it is held to where an admin said so. */
  limits: { allowed: AccountLimits; loweredTo: LoweredLimits | null };
  policy: PolicyView | null;
};

export type PolicyView = { version: number; policy: Policy; setBy: string; setAt: string; reason: string };

export type ObjectView = { id: string; name: string; size: string | null };
