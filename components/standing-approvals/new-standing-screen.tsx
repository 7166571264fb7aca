"use client";

import { useRouter } from "next/navigation";
import { useApi } from "@/components/api/use-api";
import { PageBody, PageHeader } from "@/components/ui/page";
import { Empty, Loaded } from "@/components/ui/states";
import type { CatalogView } from "@/lib/core/views/catalog";
import type { DestinationKindView, DestinationRow } from "@/lib/core/views/destination";
import { StandingForm } from "./standing-form";

export function NewStandingScreen() {
  const router = useRouter();
  const catalog = useApi<CatalogView>("/catalog");
  const destinations = useApi<DestinationRow[]>("/destinations").data ?? [];
  const kinds = useApi<DestinationKindView[]>("/destination-kinds").data ?? [];
  return (
    <>
      <PageHeader
        crumbs={[
          { href: "/approvals", label: "Approvals" },
          { href: "/approvals/standing", label: "Standing approvals" },
        ]}
        title="Decide in advance"
      />
      <PageBody>
        <Loaded query={catalog}>
          {(view) =>
            view.entities.some(({ segmentable }) => segmentable) ? (
              <StandingForm
                {...{ catalog: view, destinations, kinds }}
                onDone={() => router.push("/approvals/standing")}
              />
            ) : (
              <Empty title="There is nothing to build audiences of yet">
                Import a catalog first; what may be decided in advance is named by its columns.
              </Empty>
            )
          }
        </Loaded>
      </PageBody>
    </>
  );
}
