"use client";

import { useRouter } from "next/navigation";
import { signIn } from "next-auth/react";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { useApi } from "@/components/api/use-api";
import { roleLabel } from "@/components/shell/role-words";
import { Initials } from "@/components/shell/user-menu";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import type { Role } from "@/lib/core/views/session";
import { EntranceFrame } from "./entrance-frame";
import { safeNext } from "./safe-next";

type Credentials = { email: string; password: string };
export type DemoPerson = { name: string; email: string; role: Role; password: string };

const REFUSED = "The e-mail and password do not belong together. Check both and try again.";
const UNREACHABLE = "Sign-in cannot be reached. Check that the server is running and try again.";

/** `hasEnded`: someone was at work when their session ended. */
export function SignInScreen({ hasEnded }: { hasEnded: boolean }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const people = useApi<DemoPerson[]>("/demo-people").data ?? [];
  useFirstAdminFirst();
  const { register, handleSubmit, formState } = useForm<Credentials>({
    defaultValues: { email: "", password: "" },
  });

  async function enter(credentials: Credentials, who: string) {
    setBusy(who);
    setProblem(null);
    const failure = await tryToEnter(credentials);
    if (failure === null) return location.assign(safeNext(location.search));
    setProblem(failure);
    setBusy(null);
  }

  return (
    <EntranceFrame title="Sign in">
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={handleSubmit((credentials) => enter(credentials, "form"))}
      >
        {problem && <Notice tone="bad" title={problem} />}
        {hasEnded && !problem && (
          <Notice tone="info" title="Your session has ended.">
            Sign in to go on where you were.
          </Notice>
        )}
        <Field label="E-mail" problem={formState.errors.email?.message}>
          {(aria) => (
            <Input
              {...aria}
              type="email"
              autoComplete="username"
              {...register("email", { required: "Enter your e-mail address." })}
            />
          )}
        </Field>
        <Field label="Password" problem={formState.errors.password?.message}>
          {(aria) => (
            <Input
              {...aria}
              type="password"
              autoComplete="current-password"
              {...register("password", { required: "Enter your password." })}
            />
          )}
        </Field>
        <Button type="submit" look="accent" busy={busy === "form"} disabled={busy !== null}>
          Sign in
        </Button>
      </form>
      {people.length > 0 && (
        <section aria-labelledby="demo-people" className="mt-8 border-t border-line pt-5">
          <h2 id="demo-people" className="text-sm font-medium">
            This is a demo: sign in as
          </h2>
          <ul className="mt-2 -ml-2 flex flex-col">
            {people.map((person) => (
              <li key={person.email}>
                <button
                  type="button"
                  disabled={busy !== null}
                  aria-busy={busy === person.email || undefined}
                  onClick={() => enter(person, person.email)}
                  className="flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left transition-quick hover:bg-hover disabled:opacity-60"
                >
                  <Initials name={person.name} />
                  <span className="flex-1 text-sm">{person.name}</span>
                  <span className="text-xs text-ink-3">{roleLabel(person.role)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </EntranceFrame>
  );
}

/** While there is nobody yet, nobody can sign in. */
function useFirstAdminFirst() {
  const needed = useApi<{ needed: boolean }>("/first-admin").data?.needed ?? false;
  const router = useRouter();
  useEffect(() => {
    if (needed) router.replace("/first-admin");
  }, [needed, router]);
}

async function tryToEnter({ email, password }: Credentials): Promise<string | null> {
  try {
    const answer = await signIn("credentials", { email, password, redirect: false });
    return answer?.ok ? null : REFUSED;
  } catch {
    return UNREACHABLE;
  }
}
