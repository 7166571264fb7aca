import type { ReactNode } from "react";
import { Logo } from "@/components/shell/logo";

export function EntranceFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[22rem] flex-col justify-center px-4 py-12">
      <div className="mb-8 flex items-center gap-2.5">
        <Logo size={24} />
        <span className="text-base font-semibold">Coterie</span>
      </div>
      <h1 className="mb-5 text-xl font-semibold">{title}</h1>
      {children}
    </main>
  );
}
