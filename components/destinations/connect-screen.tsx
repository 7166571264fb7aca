"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { ApiError } from "@/components/api/client";
import { useApi, useSend } from "@/components/api/use-api";
import type { Connection } from "@/components/connections/edit-dialog";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { PageBody, PageHeader, Section } from "@/components/ui/page";
import { Empty, ErrorNotice, Loaded, Notice } from "@/components/ui/states";
import type { DestinationKindView } from "@/lib/core/views/destination";
import { SettingControl } from "./setting-control";

const CRUMBS = [{ href: "/destinations", label: "Destinations" }];

export function ConnectScreen({ kindId }: { kindId: string }) {
  const kinds = useApi<DestinationKindView[]>("/destination-kinds");
  return (
    <Loaded query={kinds} skeleton={<PageHeader crumbs={CRUMBS} title="Connect" />}>
      {(list) => {
        const kind = list.find(({ id }) => id === kindId);
        return (
          <>
            <PageHeader crumbs={CRUMBS} title={kind ? `Connect ${kind.label}` : "Connect"} />
            <PageBody className="max-w-xl">
              {kind ? <ConnectForm kind={kind} /> : <Empty title="There is no such platform here." />}
            </PageBody>
          </>
        );
      }}
    </Loaded>
  );
}

function ConnectForm({ kind }: { kind: DestinationKindView }) {
  const router = useRouter();
  const { register, handleSubmit, formState, setValue } = useForm<Connection>({
    defaultValues: {
      name: kind.label,
      settings: Object.fromEntries(kind.settings.map(({ id, initial = "" }) => [id, initial])),
    },
  });
  const create = useSend<Connection, { id: string }>({
    request: (body) => ({ path: "/destinations", body: { kind: kind.id, ...body } }),
    refresh: ["/destinations"],
    quiet: true,
    done: ({ id }) => router.push(`/destinations/${id}?test=true`),
  });
  const { errors } = formState;
  const fillIn = () => {
    for (const [id, value] of Object.entries(kind.simulated?.settings ?? {}))
      setValue(`settings.${id}`, value);
    for (const [id, value] of Object.entries(kind.simulated?.secrets ?? {})) setValue(`secrets.${id}`, value);
  };
  // What the server says of one setting stands under it, like what the form itself says.
  const refused = (id: string) =>
    create.error instanceof ApiError
      ? create.error.view.problems?.find(({ path }) => path === id)?.message
      : undefined;
  return (
    <form noValidate onSubmit={handleSubmit((input) => create.mutate(input))} className="flex flex-col gap-4">
      {create.error && !kind.settings.some(({ id }) => refused(id)) && <ErrorNotice error={create.error} />}
      {kind.simulated && (
        <Notice
          tone="info"
          title="The demo speaks to a stand-in on this machine."
          action={
            <Button size="sm" onClick={fillIn}>
              Fill in its account
            </Button>
          }
        />
      )}
      <Field label="Name" help="How people here call this account." problem={errors.name?.message}>
        {(aria) => <Input {...aria} {...register("name", { required: "Give it a name." })} />}
      </Field>
      {kind.settings.map((setting) => (
        <Field
          key={setting.id}
          label={labelled(setting.label, !setting.required && setting.choices === undefined)}
          help={setting.help}
          problem={errors.settings?.[setting.id]?.message ?? refused(setting.id)}
        >
          {(aria) => (
            <SettingControl
              setting={setting}
              {...aria}
              {...register(`settings.${setting.id}`, {
                required:
                  setting.required && (setting.choices ? "Choose one." : `${setting.label} is needed.`),
                setValueAs: (value: string) => value.trim() || undefined,
              })}
            />
          )}
        </Field>
      ))}
      {kind.secrets.map((secret) => (
        <Field
          key={secret.id}
          label={labelled(secret.label, secret.optional)}
          help={`${secret.help} Kept encrypted; nobody can read it again.`}
          problem={errors.secrets?.[secret.id]?.message}
        >
          {(aria) => (
            <Input
              {...aria}
              type="password"
              autoComplete="off"
              {...register(`secrets.${secret.id}`, {
                required: !secret.optional && `${secret.label} is needed.`,
              })}
            />
          )}
        </Field>
      ))}
      <div>
        <Button type="submit" look="accent" busy={create.isPending}>
          Connect and test
        </Button>
      </div>
      {kind.notes.length > 0 && (
        <Section title="Good to know" className="mt-4">
          <KindNotes kind={kind} />
        </Section>
      )}
    </form>
  );
}

const labelled = (label: string, optional: boolean | string = false): string =>
  optional ? `${label} (${optional === true ? "optional" : optional})` : label;

export function KindNotes({ kind }: { kind: DestinationKindView }) {
  return (
    <ul className="flex list-disc flex-col gap-2 pl-4 text-sm text-ink-2">
      {kind.notes.map((note) => (
        <li key={note.text}>
          {note.text}{" "}
          <span className="text-xs text-ink-3">
            (
            {note.source.startsWith("https://") ? (
              <a href={note.source} target="_blank" rel="noreferrer" className="underline">
                source
              </a>
            ) : (
              note.source
            )}
            , {note.date})
          </span>
        </li>
      ))}
    </ul>
  );
}
