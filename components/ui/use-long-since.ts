"use client";

import { useEffect, useState } from "react";

/** Whether something has gone on for so many milliseconds by now. */
export function useLongSince(isGoingOn: boolean, after: number): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isGoingOn) return;
    const timer = setTimeout(() => setIsLong(true), after);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isGoingOn, after]);
  return isLong;
}
