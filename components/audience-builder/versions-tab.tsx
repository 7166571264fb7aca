import { Empty } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type { AudienceVersionView } from "@/lib/core/views";

/** Versions never change: what was approved stays what it was. */
export function VersionsTab({ versions }: { versions: readonly AudienceVersionView[] }) {
  if (versions.length === 0) {
    return (
      <Empty title="No version yet">
        Save a version when the conditions are right: a version never changes, so it can be approved.
      </Empty>
    );
  }
  const newestFirst = [...versions].sort((left, right) => right.version - left.version);
  return (
    <ol className="flex flex-col">
      {newestFirst.map((version) => (
        <li key={version.version} className="hairline py-2.5 last:border-b-0">
          <p className="flex items-center gap-2 text-sm">
            <span className="font-medium">Version {version.version}</span>
            {version.approved && <Tag tone="good">approved</Tag>}
            <span className="ml-auto text-xs text-ink-3">
              {version.createdBy}, <Time at={version.createdAt} />
            </span>
          </p>
          <p className="mt-1 text-sm text-ink-2">{version.sentence}</p>
        </li>
      ))}
    </ol>
  );
}
