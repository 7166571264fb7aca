import { auditAnchors } from "@/lib/services/activity/anchors";
import type { JobHandler } from "./job";

/** Logs are kept where the database's owner does not reach: `coterie audit verify --expect` asks for what they say. */
export const noteAnchors: JobHandler<"note-anchors"> = {
  name: "note-anchors",
  concurrency: 1,
  async work(_, { log }) {
    for (const anchor of await auditAnchors()) log.info(anchor, "audit anchor");
  },
};

/** 03:47, every night. */
export const NOTE_ANCHORS_CRON = "47 3 * * *";
