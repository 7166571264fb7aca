"use client";

import { useState } from "react";
import { toast } from "sonner";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Disclosure } from "@/components/ui/disclosure";
import { Field, Input } from "@/components/ui/field";
import { ErrorNotice, Notice } from "@/components/ui/states";
import type { SyncView } from "@/lib/core/views/sync";

/** Where dbt, or whatever runs it, says that a job has ended, and the secret that signs it. */
export function HookPanel({ sync, mayEdit }: { sync: SyncView; mayEdit: boolean }) {
  const [given, setGiven] = useState("");
  const set = useSend<string | null, { path: string; secret: string | null }>({
    request: (secret) => ({ path: `/syncs/${sync.id}/hook`, body: secret === null ? {} : { secret } }),
    refresh: ["/syncs"],
    quiet: true,
    done: ({ secret }) => {
      setGiven("");
      if (secret === null) toast.success("Messages signed with dbt's secret start it now.");
    },
  });
  const address = `${window.location.origin}${sync.hook.path}`;
  const secret = set.data?.secret;
  return (
    <div className="mt-4 flex max-w-2xl flex-col gap-3">
      {!sync.hook.isSet && <Notice tone="warn" title="No secret is set, so no message can start it yet." />}
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-ink-3">Address for the webhook</span>
        <code className="min-w-0 font-mono text-xs break-all">{address}</code>
        <CopyButton text={address} label="Copy address" />
      </div>
      {secret && (
        <Notice tone="info" title="Keep this secret now; it is not shown again.">
          <span className="mt-1 flex flex-wrap items-center gap-2">
            <code className="min-w-0 font-mono text-xs break-all">{secret}</code>
            <CopyButton text={secret} label="Copy secret" />
          </span>
        </Notice>
      )}
      {set.error && <ErrorNotice error={set.error} />}
      {mayEdit && (
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Secret that dbt shows" className="w-64">
            {(aria) => (
              <Input
                {...aria}
                type="password"
                autoComplete="off"
                value={given}
                onChange={({ target }) => setGiven(target.value)}
              />
            )}
          </Field>
          <Button disabled={given.trim() === ""} busy={set.isPending} onClick={() => set.mutate(given)}>
            Use it
          </Button>
          <Button busy={set.isPending} onClick={() => set.mutate(null)}>
            {sync.hook.isSet ? "Make a new secret" : "Make a secret"}
          </Button>
        </div>
      )}
      <Disclosure summary="Without dbt's own webhook">
        <p className="mb-2 text-sm text-ink-2">
          Send a short message after the job, signed with the secret (HMAC-SHA256 of the body, in hex):
        </p>
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs">{example(address)}</pre>
      </Disclosure>
    </div>
  );
}

const example = (address: string) => `body='{"job":"nightly","status":"success"}'
sign=$(printf %s "$body" | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
curl -X POST -H "X-Coterie-Signature: sha256=$sign" -d "$body" ${address}`;
