export type ActivityRow = {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  reason: string | null;
  before: unknown;
  after: unknown;
};

/** `hash`: of the last event that holds; whoever keeps it elsewhere can ask later whether it is still in the chain. */
export type ChainView = { ok: boolean; events: number; brokenAt: number | null; hash: string };
