import { ErrorNotice, Skeleton } from "@/components/ui/states";
import type { useInspected } from "./use-inspected";

export function WordsTab({ inspected }: { inspected: ReturnType<typeof useInspected> }) {
  if (inspected.error)
    return <ErrorNotice error={inspected.error} onRetry={() => void inspected.refetch()} />;
  if (!inspected.data) return <Skeleton className="h-16" />;
  return <p className="max-w-prose text-sm leading-relaxed whitespace-pre-line">{inspected.data.sentence}</p>;
}
