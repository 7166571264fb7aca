import { GuardSettingsEditor } from "@/components/guards/guard-settings";
import type { TimingDraft } from "@/components/schedule/timing-fields";
import { TimingFields } from "@/components/schedule/timing-fields";
import { Button, WaitingButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/page";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { GuardedSync, GuardSettings } from "@/lib/core/guards/types";
import type { DestinationView } from "@/lib/core/views/destination";

export function NoPolicyNotice({ destination: { id, name, policy } }: { destination: DestinationView }) {
  if (policy !== null) return null;
  return (
    <Notice tone="warn" title={`${name} has no policy yet, so nothing may leave for it.`}>
      An admin sets it on the <a href={`/destinations/${id}`}>destination's page</a>. You can set up the sync
      meanwhile.
    </Notice>
  );
}

/** What every sync is set up with in the end, whatever it sends: when it runs, its guards, and its name. */
export type SetupEnd = { timing: TimingDraft; guards: GuardSettings; name: string };

export function SetupEndFields({
  of,
  end,
  error,
  busy,
  because = null,
  onChange,
}: {
  of: GuardedSync;
  end: SetupEnd;
  error: Error | null;
  busy: boolean;
  /** Why it cannot be created yet. */
  because?: string | null;
  onChange: (end: SetupEnd) => void;
}) {
  return (
    <>
      <Section title="Guards" aside="asked before anything is sent; those there are do for most syncs">
        <Disclosure summary="See and change them">
          <GuardSettingsEditor
            settings={end.guards}
            of={of}
            onChange={(guards) => onChange({ ...end, guards })}
          />
        </Disclosure>
      </Section>
      <Section title="When it runs" aside="needs no approval, and can be changed at any time">
        <TimingFields draft={end.timing} syncId={null} onChange={(timing) => onChange({ ...end, timing })} />
      </Section>
      <Section title="Name">
        <Field label="Name of this sync" className="max-w-sm">
          {(aria) => (
            <Input
              {...aria}
              required
              value={end.name}
              onChange={({ target }) => onChange({ ...end, name: target.value })}
            />
          )}
        </Field>
      </Section>
      <div className="flex flex-col gap-3 border-t border-line py-5">
        {error && <ErrorNotice error={error} />}
        <div className="flex flex-wrap items-center gap-3">
          {because ? (
            <WaitingButton look="accent" because={because}>
              Create sync
            </WaitingButton>
          ) : (
            <Button type="submit" look="accent" busy={busy}>
              Create sync
            </Button>
          )}
          <span className="text-xs text-ink-3">Nothing is sent before the data team has approved it.</span>
        </div>
      </div>
    </>
  );
}
