"use client";

import { PageBody } from "@/components/ui/page";
import { ErrorNotice } from "@/components/ui/states";

/** One screen failed; the navigation around it keeps working. */
export default function ScreenFailed({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <PageBody className="max-w-2xl py-10">
      <ErrorNotice error={error} onRetry={reset} />
    </PageBody>
  );
}
