import Link from "next/link";
import { useMay } from "@/components/shell/use-session";
import { syncStatus } from "@/components/syncs/status-words";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import type { AudienceView } from "@/lib/core/views/audience";

export function SyncsOfAudience({ audience }: { audience: AudienceView }) {
  const mayEdit = useMay("marketer");
  const add = mayEdit && audience.versions.length > 0 && (
    <LinkButton size="sm" href={`/audiences/${audience.id}/sync/new`}>
      Set up sync
    </LinkButton>
  );
  if (audience.syncs.length === 0) {
    return (
      <Empty title="It goes nowhere yet" action={add}>
        {audience.versions.length > 0
          ? "A sync keeps an audience at a platform equal to this one."
          : "Save a version first; then set up where it goes."}
      </Empty>
    );
  }
  return (
    <>
      <ul>
        {audience.syncs.map((sync) => {
          const { label, tone } = syncStatus(sync.status);
          return (
            <li key={sync.id} className="hairline flex items-center justify-between gap-4 py-2.5">
              <Link href={`/syncs/${sync.id}`} className="min-w-0 text-sm hover:underline">
                <span className="block truncate font-medium">{sync.name}</span>
                <span className="block truncate text-xs text-ink-3">
                  {sync.destination.name} → {sync.object?.name ?? "made on approval"}
                </span>
              </Link>
              <Status tone={tone}>{label}</Status>
            </li>
          );
        })}
      </ul>
      {add && <div className="mt-3">{add}</div>}
    </>
  );
}
