"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useApi, useSend } from "@/components/api/use-api";
import { GuardSettingsEditor } from "@/components/guards/guard-settings";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { Button, WaitingButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, Input } from "@/components/ui/field";
import { ErrorNotice, Loaded, Notice } from "@/components/ui/states";
import type { Catalog } from "@/lib/core/catalog/types";
import { guardedSync } from "@/lib/core/guards/in-force";
import type { RecordObject } from "@/lib/core/ports/destination";
import type { RecordInput } from "@/lib/core/record/check";
import type { RecordTerms } from "@/lib/core/record/types";
import type { AudienceView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { RecordObjectsView } from "@/lib/core/views/record";
import type { SyncView } from "@/lib/core/views/sync";
import { RecordParts } from "./record-parts";
import { whyNotYet } from "./use-record-preview";

type Props = { sync: SyncView; terms: RecordTerms; onDone: () => void };

/** Changing how records are written makes a new version, which needs approval again. */
export function RecordEditor(props: Props) {
  const { sync } = props;
  const audience = useApi<AudienceView>(`/audiences/${sync.audience.id}`);
  const catalog = useApi<CatalogView>("/catalog");
  const offers = useApi<RecordObjectsView>(`/destinations/${sync.destination.id}/record-objects`, {
    fresh: true,
  });
  return (
    <Loaded query={audience}>
      {({ entity }) => (
        <Loaded query={catalog}>
          {(catalogView) => (
            <Loaded query={offers}>
              {(view) => <Found {...props} entity={entity} catalog={catalogOf(catalogView)} offers={view} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

type FoundProps = Props & { entity: string; catalog: Catalog; offers: RecordObjectsView };

function Found(props: FoundProps) {
  const object = props.offers.objects.find(({ id }) => id === props.sync.object?.id);
  if (!object) return <Notice tone="warn" title="The platform does not show these records any more." />;
  return <EditForm {...props} object={object} />;
}

function EditForm({
  sync,
  terms,
  onDone,
  entity,
  catalog,
  offers,
  object,
}: FoundProps & { object: RecordObject }) {
  const { mapping, mode, removal } = terms;
  const [name, setName] = useState(sync.name);
  const [record, setRecord] = useState<RecordInput>({ mapping, mode, removal });
  const [guards, setGuards] = useState(sync.guards);
  const asked = {
    source: { audienceId: sync.audience.id },
    ...{ destinationId: sync.destination.id, objectId: object.id, record },
  };
  const save = useSend<void, SyncView>({
    request: () => ({
      path: `/syncs/${sync.id}/records`,
      method: "PUT",
      body: { name, record, split: sync.split, guards },
    }),
    refresh: ["/syncs", "/audiences"],
    quiet: true,
    done: () => {
      toast.success("Saved. Ask for approval to put it into force; it says how many records it updates.");
      onDone();
    },
  });
  const because = name.trim() === "" ? "The sync needs a name." : whyNotYet(record, object);
  return (
    <div className="flex flex-col">
      <Notice tone="info" title="Changes here need approval again; what is approved runs on until then.">
        A changed field is written to every record again. The request for approval counts these updates before
        anything is sent.
      </Notice>
      <Field label="Name of this sync" className="my-5 max-w-sm">
        {(aria) => <Input {...aria} value={name} onChange={({ target }) => setName(target.value)} />}
      </Field>
      <RecordParts
        offers={offers}
        object={object}
        catalog={catalog}
        entity={entity}
        asked={asked}
        onChange={setRecord}
      />
      <Disclosure summary="Guards" open={Object.keys(sync.guards).length > 0}>
        <GuardSettingsEditor
          settings={guards}
          of={guardedSync("record", sync.use, record.mode)}
          onChange={setGuards}
        />
      </Disclosure>
      {save.error && <ErrorNotice error={save.error} />}
      <div className="mt-5 flex gap-2">
        {because ? (
          <WaitingButton look="accent" because={because}>
            Save
          </WaitingButton>
        ) : (
          <Button look="accent" busy={save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        )}
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </div>
  );
}
