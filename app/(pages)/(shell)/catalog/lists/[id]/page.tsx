import type { Metadata } from "next";
import { Suspense } from "react";
import { ListScreen } from "@/components/lists/list-screen";

export const metadata: Metadata = { title: "List" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return (
    <Suspense>
      <ListScreen id={id} />
    </Suspense>
  );
}
