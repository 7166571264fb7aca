import type { Metadata } from "next";
import { SyncScreen } from "@/components/syncs/sync-screen";

export const metadata: Metadata = { title: "Sync" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <SyncScreen id={id} />;
}
