"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useForm, useWatch } from "react-hook-form";
import { toast } from "sonner";
import { api, asErrorView } from "@/components/api/client";
import { refreshAddresses } from "@/components/api/use-api";
import {
  CatalogDialog,
  type CatalogDialogProps,
  type CloseDialog,
} from "@/components/catalog/catalog-dialog";
import { inReadingOrder } from "@/components/catalog/reading-order";
import { catalogOf } from "@/components/segment-builder/catalog-of";
import { Button } from "@/components/ui/button";
import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNotice } from "@/components/ui/states";
import { type TemplateFit, templatesFor } from "@/lib/core/templates";
import type { CatalogView } from "@/lib/core/views/catalog";

type NewAudience = { name: string; entity: string; template: string };

export function NewAudienceDialog(props: CatalogDialogProps) {
  return (
    <CatalogDialog
      {...props}
      title="New audience"
      description="It starts with everyone; you narrow it down with conditions."
    >
      {(view, close) => <NewAudienceForm view={view} close={close} />}
    </CatalogDialog>
  );
}

const EVERYONE = "everyone";

function NewAudienceForm({ view, close }: { view: CatalogView; close: CloseDialog }) {
  const router = useRouter();
  const client = useQueryClient();
  const entities = inReadingOrder(view.entities).filter((entity) => entity.segmentable);
  const { register, handleSubmit, control, formState } = useForm<NewAudience>({
    defaultValues: { name: "", entity: entities[0]?.name ?? "", template: EVERYONE },
  });
  const entity = useWatch({ control, name: "entity" });
  const templates = useMemo(() => templatesFor(catalogOf(view), entity), [view, entity]);
  const create = useMutation<{ id: string }, Error, NewAudience>({
    mutationFn: (input) => createFrom(input, templates),
    onSuccess: ({ id }) => {
      void refreshAddresses(client, ["/audiences"]);
      void close().then(() => router.push(`/audiences/${id}`));
    },
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
            options={entities.map(({ name, label }) => ({ value: name, label }))}
          />
        )}
      </Field>
      <Field label="Start with" help="A template is a start: every number and word of it can be changed.">
        {(aria) => (
          <Select
            {...aria}
            {...register("template")}
            options={[{ value: EVERYONE, label: "everyone" }]}
            groups={[{ label: "Templates", options: templates.map(templateOption) }]}
          />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" look="accent" busy={create.isPending || create.isSuccess}>
          Create audience
        </Button>
      </div>
    </form>
  );
}

function templateOption(template: TemplateFit) {
  const { id, label } = template;
  return template.fits
    ? { value: id, label }
    : { value: id, label: `${label} (needs ${template.missing.join("; ")})`, disabled: true };
}

/** The audience, with the template's conditions as its draft. */
async function createFrom({ name, entity, template }: NewAudience, templates: readonly TemplateFit[]) {
  const made = await api<{ id: string }>("/audiences", { method: "POST", body: { name, entity } });
  const chosen = templates.find(({ id }) => id === template);
  if (chosen?.fits) {
    const body = { tree: chosen.segment, name, revision: 1 };
    // The audience is there by now: without its conditions it opens empty, where the template is offered again.
    await api(`/audiences/${made.id}/draft`, { method: "PUT", body }).catch((error: unknown) => {
      toast.error(asErrorView(error).message, { description: "Choose the template again in the builder." });
    });
  }
  return made;
}
