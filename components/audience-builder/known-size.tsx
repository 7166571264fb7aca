import { count } from "@/components/ui/numbers";
import { Time } from "@/components/ui/time";
import type { AudienceRow } from "@/lib/core/views/audience";

/** For people who may not ask the warehouse: the size as it was last counted. */
export function KnownSize({ size, members }: { size: AudienceRow["size"]; members: string }) {
  return (
    <section aria-label="Size">
      {size ? (
        <>
          <p>
            <span className="text-3xl font-semibold tracking-tight">{count(size.members)}</span>{" "}
            <span className="text-sm text-ink-2">{members}</span>
          </p>
          <p className="mt-2 text-xs text-ink-3">
            exact, as of <Time at={size.asOf} />
          </p>
        </>
      ) : (
        <p className="text-sm text-ink-3">Not counted yet. Marketers count while they build.</p>
      )}
    </section>
  );
}
