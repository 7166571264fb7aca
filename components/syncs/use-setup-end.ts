"use client";

import { useState } from "react";
import { useApi } from "@/components/api/use-api";
import { timingDraftOf, timingOf, useWorkspaceZone } from "@/components/schedule/timing-fields";
import { NO_BLACKOUT, NO_SCHEDULE } from "@/lib/core/schedule/types";
import type { SyncRow } from "@/lib/core/views/sync";
import { freeName } from "./free-name";
import type { SetupEnd } from "./setup-parts";

/** Run by hand and guarded as by default, until someone says otherwise; called as no other sync is. */
export function useSetupEnd(name: string): [SetupEnd, (end: SetupEnd) => void] {
  const zone = useWorkspaceZone();
  const taken = useApi<SyncRow[]>("/syncs").data?.map((sync) => sync.name) ?? [];
  const [said, say] = useState<SetupEnd | null>(null);
  const [timing] = useState(() =>
    timingDraftOf({ schedule: NO_SCHEDULE, blackout: NO_BLACKOUT, endsOn: null }, zone),
  );
  return [said ?? { name: freeName(name, taken), guards: {}, timing }, say];
}

/** As the service takes it. */
export function setupEndOf({ name, guards, timing }: SetupEnd) {
  return { name, guards, timing: timingOf(timing) };
}
