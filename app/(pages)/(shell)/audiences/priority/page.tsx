import type { Metadata } from "next";
import { PrioritySetsScreen } from "@/components/priority-sets/priority-sets-screen";

export const metadata: Metadata = { title: "Priority sets" };

export default function Page() {
  return <PrioritySetsScreen />;
}
