import type { Tone } from "@/components/ui/status";
import type { DestinationRow } from "@/lib/core/views/destination";

const WORDS: Record<DestinationRow["status"], { label: string; tone: Tone }> = {
  untested: { label: "Not tested", tone: "waiting" },
  connected: { label: "Connected", tone: "good" },
  failing: { label: "Failing", tone: "bad" },
};

export const destinationStatus = (status: DestinationRow["status"]) => WORDS[status];
