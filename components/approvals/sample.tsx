"use client";

import { useState } from "react";
import { useApi } from "@/components/api/use-api";
import { SampleTable } from "@/components/audience-builder/sample-tab";
import { PriceNotice } from "@/components/audience-builder/size/price-notice";
import { ErrorNotice, Skeleton } from "@/components/ui/states";
import type { PriceView, SampleView } from "@/lib/core/views/builder";
import type { ChangeSetView } from "@/lib/core/views/change-set";

/** A few of the people, or what reading them costs where that is more than is scanned without asking. */
export function Sample({ id, sample }: { id: string; sample: SampleView | PriceView }) {
  const [agreed, setAgreed] = useState<number | null>(null);
  const asked = useApi<ChangeSetView>(`/change-sets/${id}?agreedBytes=${agreed}`, {
    enabled: agreed !== null,
  });
  if (asked.error) return <ErrorNotice error={asked.error} />;
  if (asked.isFetching && !asked.data) return <Skeleton className="h-32" />;
  const shown = asked.data?.impact?.sample ?? sample;
  if (!("price" in shown)) return <SampleTable sample={shown} />;
  return <PriceNotice price={shown.price} onAgree={() => setAgreed(shown.price.bytes)} />;
}
