import { bytesInWords, count } from "@/components/ui/numbers";
import { Facts } from "@/components/ui/page";
import { duration } from "@/components/ui/time-words";
import type { CostView } from "@/lib/core/views/cost";

/** What was counted, side by side; `more` goes first. */
export function CostFacts({
  cost,
  more = [],
}: {
  cost: CostView;
  more?: readonly { term: string; value: string }[];
}) {
  return (
    <Facts
      facts={[
        ...more,
        { term: "Calls to platforms", value: count(cost.platformCalls) },
        { term: "Bytes scanned", value: scannedWords(cost) },
        { term: "Rows read", value: count(cost.rowsRead) },
        { term: "Rows sent", value: count(cost.rowsSent) },
        { term: "Time of a worker", value: duration(cost.seconds) },
      ]}
    />
  );
}

/** A warehouse that bills nothing by bytes does not count them either. */
export function scannedWords({ bytesBilled }: Pick<CostView, "bytesBilled">): string {
  return bytesBilled === null ? "not billed" : bytesInWords(bytesBilled);
}
