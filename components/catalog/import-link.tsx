"use client";

import { useApi } from "@/components/api/use-api";
import { useMay } from "@/components/shell/use-session";
import { LinkButton } from "@/components/ui/button";
import type { FirstStepsView } from "@/lib/core/views";

/** For admins, who alone may say what the tables mean; while there is no catalog the first steps lead there. */
export function ImportLink() {
  const isAdmin = useMay("admin");
  const steps = useApi<FirstStepsView>("/first-steps");
  if (!isAdmin || !steps.data?.catalog) return null;
  return <LinkButton href="/catalog/import">Import a new version</LinkButton>;
}
