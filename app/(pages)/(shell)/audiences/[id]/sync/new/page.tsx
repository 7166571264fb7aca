import type { Metadata } from "next";
import { SyncSetupScreen } from "@/components/syncs/sync-setup-screen";

export const metadata: Metadata = { title: "Set up sync" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <SyncSetupScreen audienceId={id} />;
}
