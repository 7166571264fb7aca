import type { Metadata } from "next";
import { Suspense } from "react";
import { DestinationScreen } from "@/components/destinations/destination-screen";

export const metadata: Metadata = { title: "Destination" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <DestinationScreen id={id} />
    </Suspense>
  );
}
