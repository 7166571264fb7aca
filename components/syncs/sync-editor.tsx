"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { GuardSettingsEditor } from "@/components/guards/guard-settings";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, Input } from "@/components/ui/field";
import { ErrorNotice, Loaded, Notice } from "@/components/ui/states";
import type { Catalog } from "@/lib/core/catalog/types";
import { guardedSync } from "@/lib/core/guards/in-force";
import type { SyncMode } from "@/lib/core/membership/types";
import type { AudienceView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { DestinationView } from "@/lib/core/views/destination";
import type { SyncView } from "@/lib/core/views/sync";
import { MappingEditor } from "./mapping-editor";
import { ModeAndUse } from "./mode-and-use";
import { ShareChoice } from "./share-choice";
import { useDecisions } from "./use-decisions";

/** Changing what is approved makes a new version, which needs approval again. */
export function SyncEditor({ sync, onDone }: { sync: SyncView; onDone: () => void }) {
  const audience = useApi<AudienceView>(`/audiences/${sync.audience.id}`);
  const catalog = useApi<CatalogView>("/catalog");
  const destination = useApi<DestinationView>(`/destinations/${sync.destination.id}`);
  return (
    <Loaded query={audience}>
      {(audienceView) => (
        <Loaded query={catalog}>
          {(catalogView) => (
            <Loaded query={destination}>
              {(destinationView) => (
                <EditForm
                  sync={sync}
                  audience={audienceView}
                  catalog={catalogOf(catalogView)}
                  destination={destinationView}
                  onDone={onDone}
                />
              )}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function EditForm({
  sync,
  audience,
  catalog,
  destination,
  onDone,
}: {
  sync: SyncView;
  audience: AudienceView;
  catalog: Catalog;
  destination: DestinationView;
  onDone: () => void;
}) {
  const [name, setName] = useState(sync.name);
  const [mode, setMode] = useState<SyncMode>(sync.mode === "add_only" ? "add_only" : "mirror");
  const [use, setUse] = useState(sync.use);
  const [split, setSplit] = useState(sync.split);
  const [mapping, setMapping] = useState(sync.mapping);
  const [guards, setGuards] = useState(sync.guards);
  const decisions = useDecisions(sync.audience.id, sync.destination.id, mapping);
  const save = useSend<void, SyncView>({
    request: () => ({
      path: `/syncs/${sync.id}`,
      method: "PUT",
      body: { name, mapping, mode, use, split, guards },
    }),
    refresh: ["/syncs", "/audiences"],
    quiet: true,
    done: () => {
      toast.success("Saved. Ask for approval to put it into force.");
      onDone();
    },
  });
  return (
    <form
      className="flex max-w-4xl flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Notice tone="info" title="Changes here need approval again; what is approved runs on until then." />
      <Field label="Name of this sync" className="max-w-sm">
        {(aria) => <Input {...aria} required value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <ShareChoice splits={audience.draft.tree.splits} split={split} onChange={setSplit} />
      <ModeAndUse mode={mode} use={use} onMode={setMode} onUse={setUse} />
      <div>
        <MappingEditor
          decisions={decisions}
          kind={destination.definition}
          catalog={catalog}
          entity={audience.entity}
          mapping={mapping}
          onChange={setMapping}
        />
      </div>
      <Disclosure summary="Guards" open={Object.keys(sync.guards).length > 0}>
        <GuardSettingsEditor settings={guards} of={guardedSync("set", use, null)} onChange={setGuards} />
      </Disclosure>
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex gap-2">
        <Button type="submit" look="accent" busy={save.isPending}>
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}
