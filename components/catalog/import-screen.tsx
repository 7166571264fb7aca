"use client";

import { useApi } from "@/components/api/use-api";
import { useSession } from "@/components/shell/use-session";
import { LinkButton } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, Loaded, Skeleton } from "@/components/ui/states";
import type { CatalogSourceView } from "@/lib/core/views/catalog";
import type { FirstStepsView } from "@/lib/core/views/session";
import { ImportForm } from "./import-form";

const CRUMBS = [{ href: "/catalog", label: "Catalog" }];

/** Where an admin says what the tables mean: the first catalog of a workspace, or the next version of it. */
export function ImportScreen() {
  const session = useSession();
  return (
    <>
      <PageHeader
        crumbs={CRUMBS}
        title="Import a catalog"
        actions={<LinkButton href="/catalog/warehouses">Draft one from a warehouse</LinkButton>}
      />
      <PageBody className="max-w-3xl">
        <Loaded query={session} skeleton={<Skeleton className="h-64" />}>
          {({ role }) =>
            role === "admin" ? (
              <FirstOrNext />
            ) : (
              <Empty title="An admin imports the catalog">
                It decides what everyone here can ask about and what counts as personal. Ask an admin of this
                workspace.
              </Empty>
            )
          }
        </Loaded>
      </PageBody>
    </>
  );
}

function FirstOrNext() {
  const steps = useApi<FirstStepsView>("/first-steps");
  return (
    <Loaded query={steps} skeleton={<Skeleton className="h-64" />}>
      {({ catalog }) => (catalog ? <NextVersion /> : <ImportForm known={null} />)}
    </Loaded>
  );
}

function NextVersion() {
  const known = useApi<CatalogSourceView>("/catalog/source");
  return (
    <Loaded query={known} skeleton={<Skeleton className="h-64" />}>
      {(view) => <ImportForm known={view} />}
    </Loaded>
  );
}
