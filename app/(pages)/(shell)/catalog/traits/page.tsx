import type { Metadata } from "next";
import { Suspense } from "react";
import { TraitsScreen } from "@/components/traits/traits-screen";

export const metadata: Metadata = { title: "Traits" };

export default function Page() {
  return (
    <Suspense>
      <TraitsScreen />
    </Suspense>
  );
}
