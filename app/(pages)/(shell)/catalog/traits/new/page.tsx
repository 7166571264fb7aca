import type { Metadata } from "next";
import { Suspense } from "react";
import { NewTraitScreen } from "@/components/traits/trait-screen";

export const metadata: Metadata = { title: "New trait" };

export default function Page() {
  return (
    <Suspense>
      <NewTraitScreen />
    </Suspense>
  );
}
