import type { Metadata } from "next";
import { ApprovalScreen } from "@/components/approvals/approval-screen";

export const metadata: Metadata = { title: "Approval" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <ApprovalScreen id={id} />;
}
