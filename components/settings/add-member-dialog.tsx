"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { z } from "zod";
import { useSend } from "@/components/api/use-api";
import { roleLabel, roleMay } from "@/components/shell/role-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import type { MemberRow } from "@/lib/core/views/member";
import { ROLES } from "@/lib/core/views/session";

const NewMember = z.object({
  name: z.string().trim().min(1, "Enter a name."),
  email: z.email("Enter an e-mail address."),
  role: z.enum(ROLES),
  password: z.string().min(12, "Use at least 12 characters."),
});
type NewMember = z.infer<typeof NewMember>;

export function AddMemberDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Add member">
      <AddMemberForm onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function AddMemberForm({ onDone }: { onDone: () => void }) {
  const { register, handleSubmit, formState, control } = useForm<NewMember>({
    resolver: zodResolver(NewMember),
    defaultValues: { name: "", email: "", role: "marketer", password: "" },
  });
  const add = useSend<NewMember, MemberRow>({
    request: (body) => ({ path: "/members", body }),
    refresh: ["/members"],
    quiet: true,
    done: (member) => {
      toast.success(`${member.name} can sign in now.`);
      onDone();
    },
  });
  const { errors } = formState;
  const role = useWatch({ control, name: "role" });
  return (
    <form noValidate onSubmit={handleSubmit((input) => add.mutate(input))} className="flex flex-col gap-4">
      {add.error && <ErrorNotice error={add.error} />}
      <Field label="Name" problem={errors.name?.message}>
        {(aria) => <Input {...aria} autoComplete="off" {...register("name")} />}
      </Field>
      <Field label="E-mail" problem={errors.email?.message}>
        {(aria) => <Input {...aria} type="email" autoComplete="off" {...register("email")} />}
      </Field>
      <Field label="Role" help={`${roleLabel(role)}: ${roleMay(role)}.`}>
        {(aria) => (
          <Select
            {...aria}
            {...register("role")}
            options={ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
          />
        )}
      </Field>
      <Field
        label="First password"
        help="At least 12 characters; give it to them in person."
        problem={errors.password?.message}
      >
        {(aria) => <Input {...aria} type="password" autoComplete="new-password" {...register("password")} />}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" look="accent" busy={add.isPending}>
          Add member
        </Button>
      </div>
    </form>
  );
}
