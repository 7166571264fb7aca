"use client";

import { useApi } from "@/components/api/use-api";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Loaded, Skeleton } from "@/components/ui/states";
import type { AudienceView } from "@/lib/core/views/audience";
import type { CatalogView } from "@/lib/core/views/catalog";
import { AudienceBuilder } from "./audience-builder";

export function AudienceScreen({ id }: { id: string }) {
  const audience = useApi<AudienceView>(`/audiences/${id}`, { fresh: true });
  const catalog = useApi<CatalogView>("/catalog");
  // What an earlier visit left behind may be older than the draft: editing starts from what the server has now.
  if (!audience.isFetchedAfterMount) return <BuilderSkeleton />;
  return (
    <Loaded query={audience} skeleton={<BuilderSkeleton />}>
      {(view) => (
        <Loaded query={catalog} skeleton={<BuilderSkeleton />}>
          {(catalogView) => <AudienceBuilder key={view.id} audience={view} catalogView={catalogView} />}
        </Loaded>
      )}
    </Loaded>
  );
}

function BuilderSkeleton() {
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/audiences", label: "Audiences" }]}
        title={<Skeleton className="h-5 w-48" />}
      />
      <PageBody className="flex flex-col gap-6 lg:flex-row">
        <div className="flex flex-1 flex-col gap-3">
          <Skeleton className="h-7 w-72" />
          <Skeleton className="h-7 w-96 max-w-full" />
          <Skeleton className="h-7 w-80 max-w-full" />
        </div>
        <Skeleton className="h-64 w-full lg:w-96" />
      </PageBody>
    </>
  );
}
