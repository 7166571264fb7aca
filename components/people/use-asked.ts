"use client";

import { useEffect } from "react";
import { useSend } from "@/components/api/use-api";
import type { PriceView } from "@/lib/core/views/builder";

/**
 * A question about one person, asked when it is first shown: by POST, so that no key stands in an address or in a log.
 * A dear one waits until someone agrees to its price.
 */
export function useAsked<T extends object>(path: string, body: object) {
  const ask = useSend<number | null, T | PriceView>({
    request: (agreedBytes) => ({
      path,
      body: { ...body, ...(agreedBytes === null ? {} : { agreedBytes }) },
    }),
    quiet: true,
  });
  const { mutate, data, error } = ask;
  useEffect(() => mutate(null), [mutate]);
  const price = data && "price" in data ? data.price : null;
  return {
    answer: data && !("price" in data) ? (data as T) : undefined,
    price,
    error,
    agree: () => price && mutate(price.bytes),
  };
}
