import { Button } from "@/components/ui/button";
import { bytesInWords } from "@/components/ui/numbers";
import type { PriceView } from "@/lib/core/views/builder";

/** Above what is scanned without asking, someone decides. */
export function PriceNotice({ price, onAgree }: { price: PriceView["price"]; onAgree: () => void }) {
  const { bytes, spentToday, dailyBytes, questionBytes } = price;
  const isDear = bytes > questionBytes;
  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      <Button size="sm" onClick={onAgree}>
        Calculate (scans {bytesInWords(bytes)})
      </Button>
      <p className="text-xs text-ink-3">
        {isDear
          ? `One question scans up to ${bytesInWords(questionBytes)} by itself.`
          : `Your questions scanned ${bytesInWords(spentToday)} of ${bytesInWords(dailyBytes)} today.`}{" "}
        The warehouse bills what is scanned.
      </p>
    </div>
  );
}
