import Link from "next/link";
import type { UsageView } from "@/lib/core/views/usage";

/** What rests on something shared, and what a change of it undoes. */
export function UsedBy({
  usage: { audiences, syncs },
  traits = [],
  noun,
}: {
  usage: UsageView;
  traits?: readonly { entity: string; name: string; label: string }[];
  noun: string;
}) {
  if (audiences.length + syncs.length + traits.length === 0) {
    return <p className="text-sm text-ink-2">Nothing uses this {noun} yet.</p>;
  }
  return (
    <div className="flex flex-col gap-2 text-sm">
      {traits.length > 0 && (
        <p>
          <span className="text-ink-2">Traits: </span>
          {traits.map(({ label }) => label).join(", ")}
        </p>
      )}
      <Links title="Audiences" items={audiences} under="/audiences" />
      <Links title="Approved syncs" items={syncs} under="/syncs" />
      {syncs.length > 0 && (
        <p className="text-xs text-ink-2">
          {syncs.length === 1 ? "This approval becomes" : "These approvals become"} void when the {noun}{" "}
          changes: the sync then only removes people until the change is approved.
        </p>
      )}
    </div>
  );
}

function Links({
  title,
  items,
  under,
}: {
  title: string;
  items: readonly { id: string; name: string }[];
  under: string;
}) {
  if (items.length === 0) return null;
  return (
    <p>
      <span className="text-ink-2">{title}: </span>
      {items.map(({ id, name }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link href={`${under}/${id}`} className="underline">
            {name}
          </Link>
        </span>
      ))}
    </p>
  );
}
