import type { Metadata } from "next";
import { ModelSetupScreen } from "@/components/syncs/records/model-setup-screen";

export const metadata: Metadata = { title: "Sync a model" };

export default function Page() {
  return <ModelSetupScreen />;
}
