import type { Metadata } from "next";
import { StandingScreen } from "@/components/standing-approvals/standing-screen";

export const metadata: Metadata = { title: "Standing approvals" };

export default function Page() {
  return <StandingScreen />;
}
