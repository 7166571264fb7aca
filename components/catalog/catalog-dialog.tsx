"use client";

import type { ReactNode } from "react";
import { useApi } from "@/components/api/use-api";
import { Dialog } from "@/components/ui/dialog";
import { Loaded, Skeleton } from "@/components/ui/states";
import type { CatalogView } from "@/lib/core/views/catalog";

/** `onOpenChange` gives a promise where being open is said in the address. */
export type CatalogDialogProps = { open: boolean; onOpenChange: (open: boolean) => unknown };

/** For who goes on elsewhere, since the screen underneath is as it was when one comes back. */
export type CloseDialog = () => Promise<unknown>;

/** A dialog that makes something of the catalog: read when it is opened, not with the page. */
export function CatalogDialog({
  open,
  onOpenChange,
  title,
  description,
  children,
}: CatalogDialogProps & {
  title: string;
  description: string;
  children: (view: CatalogView, close: CloseDialog) => ReactNode;
}) {
  const catalog = useApi<CatalogView>("/catalog", { enabled: open });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description}>
      <Loaded query={catalog} skeleton={<Skeleton className="h-40" />}>
        {(view) => children(view, async () => onOpenChange(false))}
      </Loaded>
    </Dialog>
  );
}
