"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useApi, useSend } from "@/components/api/use-api";
import { inReadingOrder } from "@/components/catalog/reading-order";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNotice, Loaded, Skeleton } from "@/components/ui/states";
import type { CatalogEntityView, CatalogView } from "@/lib/core/views";

type NewAudience = { name: string; entity: string };

export function NewAudienceDialog({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const catalog = useApi<CatalogView>("/catalog", { enabled: open });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New audience"
      description="It starts with everyone; you narrow it down with conditions."
    >
      <Loaded query={catalog} skeleton={<Skeleton className="h-32" />}>
        {({ entities }) => (
          <NewAudienceForm entities={inReadingOrder(entities).filter((entity) => entity.segmentable)} />
        )}
      </Loaded>
    </Dialog>
  );
}

function NewAudienceForm({ entities }: { entities: CatalogEntityView[] }) {
  const router = useRouter();
  const { register, handleSubmit, formState } = useForm<NewAudience>({
    defaultValues: { name: "", entity: entities[0]?.name ?? "" },
  });
  const create = useSend<NewAudience, { id: string }>({
    request: (body) => ({ path: "/audiences", body }),
    refresh: ["/audiences"],
    quiet: true,
    done: ({ id }) => router.push(`/audiences/${id}`),
  });
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((input) => create.mutate(input))}>
      {create.error && <ErrorNotice error={create.error} />}
      <Field label="Name" problem={formState.errors.name?.message}>
        {(aria) => (
          <Input
            {...aria}
            autoFocus
            placeholder="Lapsing VIPs"
            {...register("name", { validate: (name) => name.trim() !== "" || "Give it a name." })}
          />
        )}
      </Field>
      <Field label="Of whom" help="The table whose rows become members.">
        {(aria) => (
          <Select
            {...aria}
            {...register("entity")}
            options={entities.map((entity) => ({ value: entity.name, label: entity.label }))}
          />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" look="accent" busy={create.isPending}>
          Create audience
        </Button>
      </div>
    </form>
  );
}
