import { nearly, nearlyInWords } from "@/components/ui/numbers";
import type { FunnelRowView } from "@/lib/core/views/builder";
import type { FunnelCount } from "@/lib/core/views/counts";

/** What a row's number says, line by line. */
export function rowLines(row: FunnelRowView, say: (count: FunnelCount) => string = nearly): string[] {
  const { adds, kept, change, alone, unknown } = row;
  return [
    adds ? `${say(kept)} are in by here.` : `${say(kept)} are left after this.`,
    adds ? `It lets ${say(change)} more in.` : `It lets ${say(change)} go.`,
    ...(alone === null ? [] : [`${say(alone)} meet it on its own.`]),
    ...(unknown !== null && unknown !== 0
      ? [`Of ${say(unknown)} who get as far as this it is unknown.`]
      : []),
  ];
}

export function rowLabel(row: FunnelRowView): string {
  return rowLines(row, nearlyInWords).join(" ");
}
