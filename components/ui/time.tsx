"use client";

import { useEffect, useState } from "react";
import { useSession } from "@/components/shell/use-session";
import { clock, dateAndTime, relative, weekdayAndTime } from "./time-words";

/** A moment in the workspace's zone: "10:42" today, "12 Oct, 10:42" else; the whole of it on hover. */
export function Time({ at }: { at: string }) {
  const zone = useSession().data?.workspace.zone ?? "UTC";
  return (
    <time dateTime={at} title={`${dateAndTime(at, zone)} (${zone})`} className="whitespace-nowrap">
      {clock(at, zone, new Date())}
    </time>
  );
}

/** A moment to come, with its weekday: "Sat 21 Nov, 06:00". */
export function Coming({ at }: { at: string }) {
  const zone = useSession().data?.workspace.zone ?? "UTC";
  return (
    <time dateTime={at} title={`${dateAndTime(at, zone)} (${zone})`} className="whitespace-nowrap">
      {weekdayAndTime(at, zone)}
    </time>
  );
}

/** How long ago; exact on hover. */
export function Ago({ at }: { at: string }) {
  const zone = useSession().data?.workspace.zone ?? "UTC";
  const now = useNow(30_000);
  return (
    <time dateTime={at} title={`${dateAndTime(at, zone)} (${zone})`} className="whitespace-nowrap">
      {relative(at, now)}
    </time>
  );
}

function useNow(every: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
