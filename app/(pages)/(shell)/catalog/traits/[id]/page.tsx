import type { Metadata } from "next";
import { Suspense } from "react";
import { TraitScreen } from "@/components/traits/trait-screen";

export const metadata: Metadata = { title: "Trait" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <TraitScreen id={id} />
    </Suspense>
  );
}
