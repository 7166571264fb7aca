"use client";

import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/components/api/client";
import type { Segment } from "@/lib/core/segment/types";
import type { PriceView } from "@/lib/core/views/builder";

/** What all questions about the tree on the screen have in common. */
export type Asking = {
  /** The audience that is built. */
  audienceId: string;
  tree: Segment;
  /** The instant all of them are asked at. */
  asOf: string;
  /** The tree can be asked, and it is this question's turn. */
  enabled: boolean;
  /** It will be its turn once another question is answered. */
  isNext?: boolean;
};

/**
 * A question to the warehouse. A newer tree aborts the older question, so an old answer is never shown late; until the new
 * one is there the old answer stays, marked stale, with the tree it is about.
 */
export function useQuestion<T extends object>(path: string, asking: Asking, more: object = {}) {
  const { audienceId, tree, asOf, enabled, isNext = false } = asking;
  const client = useQueryClient();
  const [agreed, setAgreed] = useState<{ tree: Segment; bytes: number } | null>(null);
  const agreedBytes = agreed?.tree === tree ? agreed.bytes : undefined;
  const queryKey = ["tree", path, JSON.stringify(tree), asOf, JSON.stringify(more), agreedBytes ?? null];
  const query = useQuery<{ tree: Segment; answer: T | PriceView }>({
    queryKey,
    queryFn: async ({ signal }) => {
      const body = { audienceId, tree, asOf, agreedBytes, ...more };
      return { tree, answer: await api<T | PriceView>(path, { method: "POST", body, signal }) };
    },
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const found = query.data;
  const price = found && "price" in found.answer ? found.answer.price : null;
  return {
    answer: found && !("price" in found.answer) ? (found.answer as T) : undefined,
    /** The tree the answer is about. */
    about: found?.tree,
    price: query.isPlaceholderData ? null : price,
    stale: query.isPlaceholderData || !enabled,
    isFetching: query.isFetching,
    /** An answer is on its way, or will be. */
    isComing: query.isFetching || (isNext && !enabled),
    isPaused: query.isPaused,
    error: query.error,
    askAgain: () => void query.refetch(),
    /** Stops it in the warehouse as well. */
    stop: () => void client.cancelQueries({ queryKey }),
    /** Lets the question scan what it was said to scan. */
    agree: () => price && setAgreed({ tree, bytes: price.bytes }),
  };
}

export type Question<T extends object> = ReturnType<typeof useQuestion<T>>;

const KEPT_FOR = 10 * 60_000;

/** One instant for a while, so that what was answered need not be asked again; a change after that takes a new one. */
export function useAsOf(tree: Segment): { asOf: string; renew: () => void } {
  const [asOf, setAsOf] = useState(() => new Date().toISOString());
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the tree is a reason to look at the clock
  useEffect(() => {
    if (Date.now() - Date.parse(asOf) > KEPT_FOR) setAsOf(new Date().toISOString());
  }, [tree]);
  return { asOf, renew: () => setAsOf(new Date().toISOString()) };
}
