"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { toast } from "sonner";
import { ApiError, api } from "@/components/api/client";
import type { Edit } from "@/components/segment-builder/builder-context";
import { historyReducer, startHistory } from "@/components/segment-builder/history";
import type { Segment } from "@/lib/core/segment/types";
import type { AudienceView } from "@/lib/core/views/audience";

type SaveState =
  | { kind: "saved"; at: string }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "failed"; error: unknown }
  | { kind: "conflict"; newer: AudienceView };

type Content = { tree: Segment; name: string };
const SAVE_AFTER = 700;

/** The draft being edited: its tree with undo and redo, its name, and its saving with the revision it was read at. */
export function useDraft(audience: AudienceView) {
  const client = useQueryClient();
  const [history, dispatch] = useReducer(historyReducer, audience.draft.tree, startHistory);
  const [name, setName] = useState(audience.name);
  const tree = history.present;
  const { save, flush, adopt, abandon, revision } = useSaving(audience, { tree, name });
  const edit = useCallback<Edit>(
    (change, merge) => dispatch({ type: "edit", change, merge, at: Date.now() }),
    [],
  );

  function loadNewer(newer: AudienceView) {
    adopt({ tree: newer.draft.tree, name: newer.name }, newer.draft.revision, newer.draft.savedAt);
    dispatch({ type: "load", tree: newer.draft.tree });
    setName(newer.name);
    client.setQueryData(["api", `/audiences/${audience.id}`], newer);
  }

  /** What the server made the draft of an earlier version; it can be taken back like any other edit. */
  function loadRestored(restored: AudienceView) {
    const { tree: before, revision: now, savedAt } = restored.draft;
    adopt({ tree: before, name: restored.name }, now, savedAt);
    dispatch({ type: "edit", change: () => before, at: Date.now() });
    client.setQueryData(["api", `/audiences/${audience.id}`], restored);
  }

  return {
    tree,
    name,
    setName,
    edit,
    undo: () => dispatch({ type: "undo" }),
    redo: () => dispatch({ type: "redo" }),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    save,
    flush,
    /** Drops what is not kept, for someone who leaves knowing it. */
    abandon,
    revision,
    loadNewer,
    loadRestored,
    /** Replaces the newer draft with what is on the screen. */
    keepMine: (newer: AudienceView) => {
      adopt(null, newer.draft.revision, newer.draft.savedAt);
      return flush();
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;

/**
 * Keeps the server's draft equal to the screen: one request at a time, always with the newest content, never over a
 * newer draft of someone else.
 */
function useSaving(audience: AudienceView, content: Content) {
  const { tree, name } = content;
  const [save, setSave] = useState<SaveState>({ kind: "saved", at: audience.draft.savedAt });
  const wanted = useRef<Content>(content);
  const saved = useRef<Content>({ tree: audience.draft.tree, name: audience.name });
  const revision = useRef(audience.draft.revision);
  const running = useRef<Promise<boolean> | null>(null);

  const pump = useCallback(async (): Promise<boolean> => {
    while (differs(wanted.current, saved.current)) {
      const sending = wanted.current;
      setSave({ kind: "saving" });
      try {
        const answer = await putDraft(audience.id, sending, revision.current);
        saved.current = sending;
        revision.current = answer.revision;
        setSave({ kind: "saved", at: answer.savedAt });
      } catch (error) {
        setSave(await refusal(audience.id, error));
        return false;
      }
    }
    return true;
  }, [audience.id]);

  /** Whether everything on the screen is kept now. */
  const flush = useCallback((): Promise<boolean> => {
    running.current ??= pump().finally(() => {
      running.current = null;
    });
    return running.current;
  }, [pump]);

  // Whoever leaves right after a change keeps it, or hears that it is not kept.
  useEffect(
    () => () =>
      void flush().then((kept) => {
        if (!kept) sayNotKept(wanted.current.name, flush);
      }),
    [flush],
  );

  const isStopped = save.kind === "conflict";
  useEffect(() => {
    wanted.current = { tree, name };
    if (isStopped || !differs(wanted.current, saved.current)) return;
    setSave((state) => (state.kind === "saving" ? state : { kind: "unsaved" }));
    const timer = setTimeout(() => void flush(), SAVE_AFTER);
    return () => clearTimeout(timer);
  }, [tree, name, isStopped, flush]);

  // Once the network is back nobody should have to press a button.
  const hasFailed = save.kind === "failed";
  useEffect(() => {
    if (!hasFailed) return;
    const retry = () => void flush();
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [hasFailed, flush]);

  const isKept = save.kind === "saved";
  useEffect(() => {
    if (isKept) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isKept]);

  const adopt = useCallback((newer: Content | null, newRevision: number, at: string) => {
    revision.current = newRevision;
    if (newer) {
      saved.current = newer;
      wanted.current = newer;
    }
    setSave({ kind: "saved", at });
  }, []);

  const abandon = useCallback(() => {
    saved.current = wanted.current;
  }, []);

  return { save, flush, adopt, abandon, revision: () => revision.current };
}

/** On the screen that was gone to: by the browser's own buttons nobody can be held back. */
function sayNotKept(name: string, flush: () => Promise<boolean>): void {
  toast.error(`Your last change to “${name}” is not saved.`, {
    duration: Number.POSITIVE_INFINITY,
    action: {
      label: "Save again",
      onClick: () =>
        void flush().then((kept) => {
          if (kept) toast.success(`“${name}” is saved.`);
          else sayNotKept(name, flush);
        }),
    },
  });
}

function differs(left: Content, right: Content): boolean {
  return left.tree !== right.tree || (left.name !== right.name && left.name.trim() !== "");
}

function putDraft(id: string, content: Content, revision: number) {
  return api<{ revision: number; savedAt: string }>(`/audiences/${id}/draft`, {
    method: "PUT",
    body: { ...content, revision },
  });
}

async function refusal(id: string, error: unknown): Promise<SaveState> {
  if (!(error instanceof ApiError) || error.view.code !== "DRAFT_CONFLICT") return { kind: "failed", error };
  const newer = await api<AudienceView>(`/audiences/${id}`).catch(() => null);
  return newer ? { kind: "conflict", newer } : { kind: "failed", error };
}
