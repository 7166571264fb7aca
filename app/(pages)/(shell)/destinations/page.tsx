import type { Metadata } from "next";
import { DestinationsScreen } from "@/components/destinations/destinations-screen";

export const metadata: Metadata = { title: "Destinations" };

export default function Page() {
  return <DestinationsScreen />;
}
