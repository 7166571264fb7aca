"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { asErrorView } from "@/components/api/client";
import { guardLeaving, leaveFor } from "@/components/shell/leaving";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Draft } from "./use-draft";

/** How long someone who leaves waits for the last change to be kept. */
const PATIENCE = 3_000;

/** Nobody leaves a change behind unawares: what is not kept yet is kept first, and where it cannot be, one is asked. */
export function LeaveGuard({ draft }: { draft: Draft }) {
  const router = useRouter();
  const [go, setGo] = useState<(() => void) | null>(null);
  const { save, flush } = draft;
  const isKept = save.kind === "saved";

  useEffect(() => {
    if (isKept) return;
    return guardLeaving((leave) => {
      void keptSoon(flush()).then((kept) => (kept ? leave() : setGo(() => leave)));
    });
  }, [isKept, flush]);

  useEffect(() => {
    if (isKept) return;
    function onClick(event: MouseEvent) {
      const href = hrefOf(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      leaveFor(() => router.push(href));
    }
    // Before the router hears of it.
    addEventListener("click", onClick, true);
    return () => removeEventListener("click", onClick, true);
  }, [isKept, router]);

  const why = save.kind === "failed" ? asErrorView(save.error).message : "";
  return (
    <Dialog
      open={go !== null}
      onOpenChange={(open) => !open && setGo(null)}
      title="Your last change is not saved"
      description={
        save.kind === "conflict"
          ? "Someone else saved a newer draft. Stay to choose between the two; leaving drops what you changed since."
          : `${why} Stay to save it again; leaving drops it.`.trim()
      }
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          look="danger"
          onClick={() => {
            draft.abandon();
            go?.();
          }}
        >
          Leave without it
        </Button>
        <Button look="accent" onClick={() => setGo(null)}>
          Stay
        </Button>
      </div>
    </Dialog>
  );
}

function keptSoon(kept: Promise<boolean>): Promise<boolean> {
  return Promise.race([kept, new Promise<boolean>((done) => setTimeout(() => done(false), PATIENCE))]);
}

/** Where a plain click on a link of this application leads, unless it stays on this screen. */
function hrefOf(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search, hash } = new URL(link.href);
  return origin === location.origin && pathname !== location.pathname ? `${pathname}${search}${hash}` : null;
}
