import type { Metadata } from "next";
import { ImportScreen } from "@/components/catalog/import-screen";

export const metadata: Metadata = { title: "Import a catalog" };

export default function Page() {
  return <ImportScreen />;
}
