"use client";

import { useRouter } from "next/navigation";
import { useForm } from "react-hook-form";
import { useApi, useSend } from "@/components/api/use-api";
import type { Connection } from "@/components/connections/edit-dialog";
import { AdminsOnly } from "@/components/shell/admins-only";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, ErrorNotice, Loaded } from "@/components/ui/states";
import type { WarehouseKindView } from "@/lib/core/views/warehouse";
import { ConnectionFields, refusedSetting, startingSettings } from "./connection-fields";
import { CATALOG_CRUMB } from "./warehouses-screen";

const CRUMBS = [CATALOG_CRUMB, { href: "/catalog/warehouses", label: "Warehouses" }];

export function ConnectWarehouseScreen({ kindId }: { kindId: string }) {
  return (
    <>
      <PageHeader crumbs={CRUMBS} title="Connect" />
      <PageBody className="max-w-xl">
        <AdminsOnly what="connects warehouses">
          <Form kindId={kindId} />
        </AdminsOnly>
      </PageBody>
    </>
  );
}

function Form({ kindId }: { kindId: string }) {
  const kinds = useApi<WarehouseKindView[]>("/warehouse-kinds");
  return (
    <Loaded query={kinds}>
      {(list) => {
        const kind = list.find(({ id }) => id === kindId);
        return kind ? <ConnectForm kind={kind} /> : <Empty title="There is no such warehouse here." />;
      }}
    </Loaded>
  );
}

function ConnectForm({ kind }: { kind: WarehouseKindView }) {
  const router = useRouter();
  const form = useForm<Connection>({
    defaultValues: { name: kind.label, settings: startingSettings(kind), secrets: {} },
  });
  const create = useSend<Connection, { id: string }>({
    request: (body) => ({ path: "/warehouses", body: { kind: kind.id, ...body } }),
    refresh: ["/warehouses"],
    quiet: true,
    done: ({ id }) => router.push(`/catalog/warehouses/${id}?test=true`),
  });
  const isUnderField = kind.settings.some(({ id }) => refusedSetting(create.error, id));
  return (
    <form
      noValidate
      onSubmit={form.handleSubmit((input) => create.mutate(input))}
      className="flex flex-col gap-4"
    >
      <p className="text-sm text-ink-2">
        Coterie only ever reads it. Give it a user that may read the tables to ask about, and nothing else.
      </p>
      {create.error && !isUnderField && <ErrorNotice error={create.error} />}
      <ConnectionFields
        kind={kind}
        form={form}
        refusal={create.error}
        secretHelp={(help) => `${help} Kept encrypted; nobody can read it again.`}
      />
      <div>
        <Button type="submit" look="accent" busy={create.isPending}>
          Connect and test
        </Button>
      </div>
    </form>
  );
}
