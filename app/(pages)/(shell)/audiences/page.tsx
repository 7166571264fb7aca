import type { Metadata } from "next";
import { Suspense } from "react";
import { AudiencesScreen } from "@/components/audiences/audiences-screen";
import { SkeletonRows } from "@/components/ui/states";

export const metadata: Metadata = { title: "Audiences" };

export default function AudiencesPage() {
  return (
    <Suspense fallback={<SkeletonRows />}>
      <AudiencesScreen />
    </Suspense>
  );
}
