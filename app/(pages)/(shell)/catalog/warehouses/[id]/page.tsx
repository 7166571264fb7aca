import type { Metadata } from "next";
import { Suspense } from "react";
import { WarehouseScreen } from "@/components/warehouses/warehouse-screen";

export const metadata: Metadata = { title: "Warehouse" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <WarehouseScreen id={id} />
    </Suspense>
  );
}
