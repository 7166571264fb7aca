import type { Envelope } from "../approval/envelope";

export type StandingApprovalView = {
  id: string;
  name: string;
  envelope: Envelope;
  /** Of `envelope.destinations`; one that is gone is left out. */
  destinations: { id: string; name: string }[];
  reason: string;
  createdBy: { id: string; name: string };
  createdAt: string;
  expiresAt: string;
  status: "active" | "expired" | "withdrawn";
  /** How many went live inside of it. */
  used: number;
};
