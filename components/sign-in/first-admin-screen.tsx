"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { signIn } from "next-auth/react";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { useSend } from "@/components/api/use-api";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { EntranceFrame } from "./entrance-frame";

const FirstAdmin = z.object({
  workspace: z.string().trim().min(1, "Name the workspace."),
  name: z.string().trim().min(1, "Enter your name."),
  email: z.email("Enter an e-mail address."),
  password: z.string().min(12, "Use at least 12 characters."),
});
type FirstAdmin = z.infer<typeof FirstAdmin>;

export function FirstAdminScreen() {
  const { register, handleSubmit, formState } = useForm<FirstAdmin>({ resolver: zodResolver(FirstAdmin) });
  const create = useSend<FirstAdmin, unknown>({
    request: (body) => ({ path: "/first-admin", body }),
    quiet: true,
    done: (_, { email, password }) => void enter(email, password),
  });
  const { errors } = formState;
  return (
    <EntranceFrame title="Set up the first admin">
      <p className="mb-5 text-sm text-ink-2">
        Nobody can sign in here yet. The first admin connects platforms, sets policies and adds everyone else.
      </p>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={handleSubmit((input) => create.mutate(input))}
      >
        {create.error && <ErrorNotice error={create.error} />}
        <Field label="Workspace" help="Your company or team." problem={errors.workspace?.message}>
          {(aria) => <Input {...aria} autoComplete="organization" {...register("workspace")} />}
        </Field>
        <Field label="Your name" problem={errors.name?.message}>
          {(aria) => <Input {...aria} autoComplete="name" {...register("name")} />}
        </Field>
        <Field label="E-mail" problem={errors.email?.message}>
          {(aria) => <Input {...aria} type="email" autoComplete="username" {...register("email")} />}
        </Field>
        <Field label="Password" help="At least 12 characters." problem={errors.password?.message}>
          {(aria) => (
            <Input {...aria} type="password" autoComplete="new-password" {...register("password")} />
          )}
        </Field>
        <Button type="submit" look="accent" busy={create.isPending}>
          Create and sign in
        </Button>
      </form>
    </EntranceFrame>
  );
}

async function enter(email: string, password: string) {
  const answer = await signIn("credentials", { email, password, redirect: false });
  location.assign(answer?.ok ? "/audiences" : "/sign-in");
}
