import type { Metadata } from "next";
import { Suspense } from "react";
import { ListsScreen } from "@/components/lists/lists-screen";

export const metadata: Metadata = { title: "Lists" };

export default function Page() {
  return (
    <Suspense>
      <ListsScreen />
    </Suspense>
  );
}
