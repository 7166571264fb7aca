import type { Metadata } from "next";
import { ConnectWarehouseScreen } from "@/components/warehouses/connect-warehouse-screen";

export const metadata: Metadata = { title: "Connect a warehouse" };

export default async function Page({ params }: { params: Promise<{ kind: string }> }) {
  const { kind } = await params;
  return <ConnectWarehouseScreen kindId={kind} />;
}
