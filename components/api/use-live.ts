"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/**
 * Keeps what `useApi` holds of an address as the server tells it, as it happens, while `isOn`. Answers whether the line is open:
 * where it is not, the caller polls.
 */
export function useLive(path: string, isOn: boolean): boolean {
  const client = useQueryClient();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    const source = new EventSource(`/api${path}/events`);
    source.onmessage = ({ data }) => {
      setIsOpen(true);
      client.setQueryData(["api", path], JSON.parse(data));
    };
    source.addEventListener("end", () => source.close());
    source.onerror = () => setIsOpen(false);
    return () => {
      source.close();
      setIsOpen(false);
    };
  }, [client, path, isOn]);
  return isOpen;
}
