"use client";

import { useState } from "react";
import { useSend } from "@/components/api/use-api";
import { roleLabel, roleMay } from "@/components/shell/role-words";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNotice, Notice } from "@/components/ui/states";
import { TOKEN_ROLES, type TokenRole } from "@/lib/core/views/api-token";

const LIVES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "a year" },
  { value: "", label: "until it is revoked" },
];

export function NewApiToken({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<TokenRole>("marketer");
  const [days, setDays] = useState("90");
  const make = useSend<void, { id: string; token: string }>({
    request: () => ({
      path: "/api-tokens",
      body: { name, role, expiresInDays: days === "" ? null : Number(days) },
    }),
    refresh: ["/api-tokens"],
    quiet: true,
  });
  if (make.data) return <Made token={make.data.token} onDone={onDone} />;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Field label="Name" help="What uses it, so that you know what stops when you revoke it.">
        {(aria) => (
          <Input
            {...aria}
            required
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label="Role" help={`${roleMay(role)}. Deciding stays with people.`}>
        {(aria) => (
          <Select
            {...aria}
            value={role}
            options={TOKEN_ROLES.map((one) => ({ value: one, label: roleLabel(one) }))}
            // The options are the only values a select can have.
            onChange={({ target }) => setRole(target.value as TokenRole)}
          />
        )}
      </Field>
      <Field label="Works for">
        {(aria) => (
          <Select {...aria} value={days} options={LIVES} onChange={({ target }) => setDays(target.value)} />
        )}
      </Field>
      {make.error && <ErrorNotice error={make.error} />}
      <div className="flex justify-end">
        <Button type="submit" look="accent" busy={make.isPending}>
          Make token
        </Button>
      </div>
    </form>
  );
}

function Made({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Notice tone="info" title="Keep it now; it is not shown again.">
        Set it as COTERIE_TOKEN where the program runs.
      </Notice>
      <code className="rounded-md bg-sunken p-3 font-mono text-xs break-all">{token}</code>
      <div className="flex justify-end gap-2">
        <CopyButton text={token} label="Copy token" />
        <Button look="accent" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
