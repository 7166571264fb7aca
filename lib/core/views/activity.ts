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

export type ChainView = { ok: boolean; events: number; brokenAt: number | null };
