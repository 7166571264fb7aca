import type { Tone } from "@/components/ui/status";
import type { ChangeSetStatus } from "@/lib/core/views/change-set";

const WORDS: Record<ChangeSetStatus, { label: string; tone: Tone }> = {
  measuring: { label: "Measuring", tone: "active" },
  waiting: { label: "Waiting for a decision", tone: "waiting" },
  approved: { label: "Approved", tone: "good" },
  changes_requested: { label: "Changes asked for", tone: "warn" },
  withdrawn: { label: "Withdrawn", tone: "neutral" },
  void: { label: "Void", tone: "bad" },
  failed: { label: "Could not be measured", tone: "bad" },
};

export const changeSetStatus = (status: ChangeSetStatus) => WORDS[status];
export const isOpen = (status: ChangeSetStatus): boolean => status === "measuring" || status === "waiting";
