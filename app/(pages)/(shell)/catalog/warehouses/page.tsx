import type { Metadata } from "next";
import { WarehousesScreen } from "@/components/warehouses/warehouses-screen";

export const metadata: Metadata = { title: "Warehouses" };

export default function Page() {
  return <WarehousesScreen />;
}
