import type { Metadata } from "next";
import { Suspense } from "react";
import { AudienceScreen } from "@/components/audience-builder/audience-screen";

export const metadata: Metadata = { title: "Audience" };

export default async function AudiencePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <AudienceScreen id={id} />
    </Suspense>
  );
}
