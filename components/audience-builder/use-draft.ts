"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { ApiError, api } from "@/components/api/client";
import type { Edit } from "@/components/segment-builder/builder-context";
import { historyReducer, startHistory } from "@/components/segment-builder/history";
import type { Segment } from "@/lib/core/segment/types";
import type { AudienceView } from "@/lib/core/views";

export type SaveState =
  | { kind: "saved"; at: string }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "failed"; error: unknown }
  | { kind: "conflict"; newer: AudienceView };

const SAVE_AFTER = 700;

/** The draft being edited: its tree with undo and redo, its name, and its saving with the revision it was read at. */
export function useDraft(audience: AudienceView) {
  const client = useQueryClient();
  const [history, dispatch] = useReducer(historyReducer, audience.draft.tree, startHistory);
  const [name, setName] = useState(audience.name);
  const [save, setSave] = useState<SaveState>({ kind: "saved", at: audience.draft.savedAt });
  const saved = useRef({ tree: audience.draft.tree, name: audience.name, revision: audience.draft.revision });
  const inFlight = useRef<Promise<void> | null>(null);
  const tree = history.present;

  const edit = useCallback<Edit>(
    (change, merge) => dispatch({ type: "edit", change, merge, at: Date.now() }),
    [],
  );

  /** Sends what is on the screen; a newer draft of someone else is never overwritten unasked. */
  const send = useCallback(
    async (what: { tree: Segment; name: string }) => {
      setSave({ kind: "saving" });
      try {
        const answer = await api<{ revision: number; savedAt: string }>(`/audiences/${audience.id}/draft`, {
          method: "PUT",
          body: { ...what, revision: saved.current.revision },
        });
        saved.current = { ...what, revision: answer.revision };
        setSave({ kind: "saved", at: answer.savedAt });
      } catch (error) {
        if (!(error instanceof ApiError) || error.view.code !== "DRAFT_CONFLICT")
          return setSave({ kind: "failed", error });
        const newer = await api<AudienceView>(`/audiences/${audience.id}`).catch(() => null);
        setSave(newer ? { kind: "conflict", newer } : { kind: "failed", error });
      }
    },
    [audience.id],
  );

  const flush = useCallback(async () => {
    await inFlight.current;
    if (tree === saved.current.tree && name === saved.current.name) return;
    const sending = send({ tree, name });
    inFlight.current = sending;
    await sending;
  }, [tree, name, send]);

  const paused = save.kind === "conflict";
  useEffect(() => {
    if (paused || (tree === saved.current.tree && name === saved.current.name)) return;
    setSave((state) => (state.kind === "saving" ? state : { kind: "unsaved" }));
    const timer = setTimeout(() => void flush(), SAVE_AFTER);
    return () => clearTimeout(timer);
  }, [tree, name, paused, flush]);

  useEffect(() => {
    if (save.kind === "saved" || save.kind === "conflict") return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [save.kind]);

  function loadNewer(newer: AudienceView) {
    saved.current = { tree: newer.draft.tree, name: newer.name, revision: newer.draft.revision };
    dispatch({ type: "load", tree: newer.draft.tree });
    setName(newer.name);
    setSave({ kind: "saved", at: newer.draft.savedAt });
    client.setQueryData(["api", `/audiences/${audience.id}`], newer);
  }

  function keepMine(newer: AudienceView) {
    saved.current = { ...saved.current, revision: newer.draft.revision };
    void send({ tree, name });
  }

  return {
    tree,
    name,
    setName,
    edit,
    undo: () => dispatch({ type: "undo" }),
    redo: () => dispatch({ type: "redo" }),
    load: (older: Segment) => dispatch({ type: "edit", change: () => older, at: Date.now() }),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    save,
    flush,
    revision: () => saved.current.revision,
    loadNewer,
    keepMine,
  };
}

export type Draft = ReturnType<typeof useDraft>;
