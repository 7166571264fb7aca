"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { toast } from "sonner";
import { api } from "@/components/api/client";
import { useApi, useSend } from "@/components/api/use-api";
import { ChangesList } from "@/components/approvals/changes-list";
import { WordsDiff } from "@/components/approvals/words-diff";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import { Tag } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import type {
  AudienceUseView,
  AudienceVersionView,
  AudienceView,
  VersionDiffView,
} from "@/lib/core/views/audience";
import type { DraftState } from "./draft-state";
import type { Draft } from "./use-draft";

/** Versions never change: what was approved stays what it was. Any two can be compared, and each can be built on again. */
export function VersionsTab({
  audience,
  draft,
  state,
  mayEdit,
}: {
  audience: AudienceView;
  draft: Draft;
  state: DraftState;
  mayEdit: boolean;
}) {
  const newestFirst = [...audience.versions].sort((left, right) => right.version - left.version);
  const [compared, setCompared] = useState<{ from: number; to: number } | null>(null);
  // The answer stands where it was asked for: beneath a long list it would be out of sight.
  const [opened, setOpened] = useState<number | null>(null);
  function open(version: number, before: number) {
    setOpened(opened === version ? null : version);
    setCompared({ from: before, to: version });
  }
  if (newestFirst.length === 0) {
    return (
      <>
        <Empty title="No version yet">
          Save a version when the conditions are right: a version never changes, so it can be approved.
        </Empty>
        <UsedBy id={audience.id} />
      </>
    );
  }
  return (
    <>
      <ol className="flex flex-col">
        {newestFirst.map((version, at) => (
          <li key={version.version} className="hairline py-2.5 last:border-b-0">
            <VersionHead version={version} />
            <p className="mt-1 text-sm text-ink-2">{version.sentence}</p>
            <p className="mt-1 flex flex-wrap gap-1.5">
              {newestFirst[at + 1] && (
                <Button
                  size="xs"
                  aria-expanded={opened === version.version}
                  onClick={() => open(version.version, newestFirst[at + 1]!.version)}
                >
                  What changed<span className="sr-only"> in version {version.version}</span>
                </Button>
              )}
              {mayEdit && !(at === 0 && state === "versioned") && (
                <RestoreButton
                  audience={audience}
                  draft={draft}
                  version={version.version}
                  isNewest={at === 0}
                />
              )}
            </p>
            {opened === version.version && compared && (
              <Comparison
                id={audience.id}
                versions={newestFirst.map(({ version }) => version)}
                compared={compared}
                onChange={setCompared}
              />
            )}
          </li>
        ))}
      </ol>
      <UsedBy id={audience.id} />
    </>
  );
}

function VersionHead({ version }: { version: AudienceVersionView }) {
  return (
    <p className="flex items-center gap-2 text-sm">
      <span className="font-medium">Version {version.version}</span>
      {version.approved && <Tag tone="good">approved</Tag>}
      <span className="ml-auto text-xs text-ink-3">
        {version.createdBy}, <Time at={version.createdAt} />
      </span>
    </p>
  );
}

/** The draft is kept first, and undo brings it back. */
function RestoreButton({
  audience,
  draft,
  version,
  isNewest,
}: {
  audience: AudienceView;
  draft: Draft;
  version: number;
  isNewest: boolean;
}) {
  const client = useQueryClient();
  const restore = useSend<void, { revision: number }>({
    request: () => ({
      path: `/audiences/${audience.id}/restore`,
      body: { version, revision: draft.revision() },
    }),
    done: async () => {
      const newer = await api<AudienceView>(`/audiences/${audience.id}`);
      draft.loadRestored(newer);
      void client.invalidateQueries({ queryKey: ["api", "/audiences"] });
      toast.success(`The draft is version ${version} again. Undo brings back what it was.`);
    },
  });
  return (
    <Button
      size="xs"
      look="quiet"
      busy={restore.isPending}
      onClick={() => draft.flush().then((kept) => kept && restore.mutate())}
    >
      {isNewest ? "Go back to it" : "Restore as draft"}
      <span className="sr-only">, version {version}</span>
    </Button>
  );
}

function Comparison({
  id,
  versions,
  compared,
  onChange,
}: {
  id: string;
  versions: readonly number[];
  compared: { from: number; to: number };
  onChange: (compared: { from: number; to: number }) => void;
}) {
  const diff = useApi<VersionDiffView>(`/audiences/${id}/versions/${compared.from}/${compared.to}`);
  const options = versions.map((version) => ({ value: String(version), label: `version ${version}` }));
  return (
    <section aria-label="Comparison of two versions" className="mt-3 border-l border-line-strong pl-3">
      <p className="mb-2 flex flex-wrap items-center gap-2 text-sm">
        From
        <Select
          aria-label="From version"
          className="w-auto"
          value={String(compared.from)}
          options={options}
          onChange={({ target }) => onChange({ ...compared, from: Number(target.value) })}
        />
        to
        <Select
          aria-label="To version"
          className="w-auto"
          value={String(compared.to)}
          options={options}
          onChange={({ target }) => onChange({ ...compared, to: Number(target.value) })}
        />
      </p>
      <Loaded query={diff} skeleton={<Skeleton className="h-16" />}>
        {({ changes, lines }) =>
          changes ? (
            <ChangesList changes={changes} />
          ) : (
            <WordsDiff
              words={lines.map(({ depth, text, change }) => ({
                text: `${"  ".repeat(depth)}${text}`,
                change,
              }))}
            />
          )
        }
      </Loaded>
    </section>
  );
}

/** Who rests on this audience, and would be told to move up when it changes. */
function UsedBy({ id }: { id: string }) {
  const uses = useApi<AudienceUseView>(`/audiences/${id}/uses`).data;
  if (!uses || (uses.audiences.length === 0 && uses.prioritySets.length === 0 && !uses.isExcluded))
    return null;
  return (
    <section aria-label="Used by" className="mt-4 border-t border-line pt-3 text-sm">
      <h3 className="font-medium">Used by</h3>
      <ul className="mt-1 flex flex-col gap-0.5">
        {uses.audiences.map(({ id: other, name, version, isDraftOnly }) => (
          <li key={other}>
            <Link href={`/audiences/${other}`} className="hover:underline">
              {name}
            </Link>{" "}
            <span className="text-xs text-ink-3">
              {version === null ? "its newest version" : `version ${version}`}
              {isDraftOnly && ", in its draft"}
            </span>
          </li>
        ))}
        {uses.prioritySets.map((name) => (
          <li key={name}>the priority set {name}</li>
        ))}
        {uses.isExcluded && <li>the workspace: nobody in it is in any other audience</li>}
      </ul>
    </section>
  );
}
