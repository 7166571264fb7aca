"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { audienceStatus } from "@/components/audiences/status-words";
import { Button, IconButton, LinkButton, WaitingButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page";
import { Status } from "@/components/ui/status";
import type { AudienceVersionView, AudienceView } from "@/lib/core/views/audience";
import type { DraftState } from "./draft-state";
import { SaveMark } from "./save-mark";
import type { Draft } from "./use-draft";

/** Name, state and the one next thing to do: save a version, then set up where it goes. */
export function BuilderHeader({
  audience,
  draft,
  state,
  unfinished,
  mayEdit,
}: {
  audience: AudienceView;
  draft: Draft;
  state: DraftState;
  unfinished: boolean;
  mayEdit: boolean;
}) {
  const status = audienceStatus(audience.status);
  const latest = Math.max(0, ...audience.versions.map((version) => version.version));
  // What was last saved from here is a version before the answer that says so has been read again.
  const [versioned, setVersioned] = useState<Draft["tree"] | null>(null);
  const saveVersion = useSend<Draft["tree"], AudienceVersionView>({
    request: () => ({ path: `/audiences/${audience.id}/versions`, body: { revision: draft.revision() } }),
    refresh: ["/audiences"],
    done: ({ version }, tree) => {
      setVersioned(tree);
      const next = audience.syncs.length === 0 ? " Next, set up where it goes." : "";
      toast.success(`Version ${version} is saved.${next}`);
    },
  });
  const busy = saveVersion.isPending;
  const changed = state !== "versioned" && draft.tree !== versioned;
  return (
    <PageHeader
      crumbs={[{ href: "/audiences", label: "Audiences" }]}
      title={<NameInput draft={draft} disabled={!mayEdit} />}
      aside={
        <span className="flex items-center gap-3">
          <Status tone={status.tone}>{status.label}</Status>
          <span className="text-xs text-ink-3">{latest === 0 ? "no version yet" : `version ${latest}`}</span>
          <SaveMark draft={draft} />
        </span>
      }
      actions={
        mayEdit && (
          <>
            <IconButton label="Undo (Ctrl Z)" disabled={!draft.canUndo} onClick={draft.undo}>
              <Undo2 aria-hidden />
            </IconButton>
            <IconButton label="Redo (Ctrl Shift Z)" disabled={!draft.canRedo} onClick={draft.redo}>
              <Redo2 aria-hidden />
            </IconButton>
            {unfinished ? (
              <WaitingButton because="Finish the marked conditions first.">Save version</WaitingButton>
            ) : (
              <Button
                look={changed && state !== "empty" ? "accent" : "plain"}
                busy={busy}
                disabled={draft.save.kind === "conflict"}
                onClick={() => draft.flush().then((kept) => kept && saveVersion.mutate(draft.tree))}
              >
                Save version
              </Button>
            )}
            {audience.sentBack && (
              <LinkButton href={`/approvals/${audience.sentBack}`}>See what should change</LinkButton>
            )}
            {latest > 0 && <NextStep audience={audience} latest={latest} quiet={changed} />}
          </>
        )
      }
    />
  );
}

/** After a version: where it goes, then its approval, then watching it. */
function NextStep({ audience, latest, quiet }: { audience: AudienceView; latest: number; quiet: boolean }) {
  const [first] = audience.syncs;
  const look = quiet ? "plain" : "accent";
  if (!first) {
    return (
      <LinkButton look={look} href={`/audiences/${audience.id}/sync/new`}>
        Set up sync
      </LinkButton>
    );
  }
  const request = audience.syncs.find((sync) => sync.openRequest !== null)?.openRequest;
  if (request) {
    return (
      <LinkButton look={look} href={`/approvals/${request}`}>
        See the request
      </LinkButton>
    );
  }
  const isApproved = audience.versions.some(({ version, approved }) => version === latest && approved);
  return (
    <LinkButton look={isApproved ? "plain" : look} href={`/syncs/${first.id}`}>
      {isApproved ? "Open the sync" : "Ask for approval"}
    </LinkButton>
  );
}

function NameInput({ draft, disabled }: { draft: Draft; disabled: boolean }) {
  const before = useRef(draft.name);
  return (
    <input
      aria-label="Name of the audience"
      value={draft.name}
      disabled={disabled}
      maxLength={200}
      onFocus={() => {
        before.current = draft.name;
      }}
      onBlur={() => draft.name.trim() === "" && draft.setName(before.current)}
      onChange={({ target }) => draft.setName(target.value)}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      className="-ml-1 max-w-[calc(100%+4px)] min-w-24 rounded-sm bg-transparent px-1 font-semibold field-sizing-content hover:bg-hover focus:bg-raised"
    />
  );
}
