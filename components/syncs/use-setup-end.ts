"use client";

import { useState } from "react";
import { timingDraftOf, timingOf, useWorkspaceZone } from "@/components/schedule/timing-fields";
import { NO_BLACKOUT, NO_SCHEDULE } from "@/lib/core/schedule/types";
import type { SetupEnd } from "./setup-parts";

/** Run by hand and guarded as by default, until someone says otherwise. */
export function useSetupEnd(name: string) {
  const zone = useWorkspaceZone();
  return useState<SetupEnd>(() => ({
    name,
    guards: {},
    timing: timingDraftOf({ schedule: NO_SCHEDULE, blackout: NO_BLACKOUT, endsOn: null }, zone),
  }));
}

/** As the service takes it. */
export function setupEndOf({ name, guards, timing }: SetupEnd) {
  return { name, guards, timing: timingOf(timing) };
}
