"use client";

import {
  keepPreviousData,
  type QueryClient,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { toast } from "sonner";
import { type ApiOptions, api, asErrorView, referenceOf } from "./client";

export type UseApiOptions<T> = {
  enabled?: boolean;
  /** Milliseconds between polls; false stops. */
  poll?: (data: T | undefined) => number | false;
  keepPrevious?: boolean;
  /** Read again on every opening, however lately it was read. */
  fresh?: boolean;
};

/** Reads an address; the address is its cache key. */
export function useApi<T>(
  path: string,
  { enabled = true, poll, keepPrevious = false, fresh = false }: UseApiOptions<T> = {},
) {
  return useQuery<T>({
    queryKey: ["api", path],
    queryFn: ({ signal }) => api<T>(path, { signal }),
    enabled,
    refetchOnMount: fresh ? "always" : true,
    refetchInterval: poll ? (query) => poll(query.state.data) : false,
    placeholderData: keepPrevious ? keepPreviousData : undefined,
  });
}

export type SendOptions<V, T> = {
  request: (input: V) => { path: string } & Omit<ApiOptions, "signal">;
  /** Addresses (by their beginning) that are read again afterwards. */
  refresh?: readonly string[];
  done?: (answer: T, input: V) => void;
  /** Where the caller shows the refusal itself. */
  quiet?: boolean;
};

/** Sends something; refusals are toasted unless the caller shows them. */
export function useSend<V, T>({ request, refresh = [], done, quiet = false }: SendOptions<V, T>) {
  const client = useQueryClient();
  return useMutation<T, Error, V>({
    mutationFn: (input) => {
      const { path, ...options } = request(input);
      return api<T>(path, { method: "POST", ...options });
    },
    onSuccess: (answer, input) => {
      void refreshAddresses(client, refresh);
      done?.(answer, input);
    },
    onError: (error) => {
      if (quiet) return;
      const view = asErrorView(error);
      const reference = referenceOf(error);
      const description = [view.fix, reference && `Reference: ${reference}`].filter(Boolean).join(" ");
      toast.error(view.message, { description });
    },
  });
}

export function refreshAddresses(client: QueryClient, beginnings: readonly string[]) {
  return client.invalidateQueries({
    predicate: ({ queryKey: [group, path] }) =>
      group === "api" && typeof path === "string" && beginnings.some((start) => path.startsWith(start)),
  });
}
