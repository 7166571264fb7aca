import type { Metadata } from "next";
import { Suspense } from "react";
import { CatalogScreen } from "@/components/catalog/catalog-screen";

export const metadata: Metadata = { title: "Catalog" };

export default function Page() {
  return (
    <Suspense>
      <CatalogScreen />
    </Suspense>
  );
}
