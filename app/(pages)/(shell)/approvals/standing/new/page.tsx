import type { Metadata } from "next";
import { NewStandingScreen } from "@/components/standing-approvals/new-standing-screen";

export const metadata: Metadata = { title: "New standing approval" };

export default function Page() {
  return <NewStandingScreen />;
}
