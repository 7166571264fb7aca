import { Code } from "@/components/ui/code";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import type { useInspected } from "./use-inspected";

export function SqlTab({
  inspected,
  countable,
}: {
  inspected: ReturnType<typeof useInspected>;
  countable: boolean;
}) {
  if (!countable && !inspected.data)
    return <p className="text-sm text-ink-3">Finish the marked conditions first.</p>;
  if (inspected.error)
    return <ErrorNotice error={inspected.error} onRetry={() => void inspected.refetch()} />;
  if (!inspected.data) return <Skeleton className="h-40" />;
  return <Code label="SQL" text={inspected.data.sql} />;
}
