import type { Metadata } from "next";
import { ConnectScreen } from "@/components/destinations/connect-screen";

export const metadata: Metadata = { title: "Connect" };

export default async function Page({ params }: { params: Promise<{ kind: string }> }) {
  const { kind } = await params;
  return <ConnectScreen kindId={kind} />;
}
