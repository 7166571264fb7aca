import { z } from "zod";
import type { DefinitionFileView } from "@/lib/core/views/definitions";
import { folderFiles } from "@/lib/definitions/folder/write";
import { service } from "../service";
import { slugOf } from "../slug";
import { workspaceDefinitions } from "./workspace";

/**
 * What the workspace says, as files: saved versions, not drafts. The same workspace gives the same texts, and nothing of accounts,
 * secrets, warehouses' addresses or people is in them.
 */
export const exportDefinitions = service(
  { name: "definitions.export", role: "viewer", input: z.object({}) },
  async (scope): Promise<{ files: DefinitionFileView[] }> => {
    const all = await workspaceDefinitions(scope);
    // Nothing can be said yet of a sync whose audience nobody saved.
    const syncs = all.syncs.filter((sync) => all.audiences.some(({ name }) => name === sync.audience));
    return { files: folderFiles({ ...all, syncs }, (name) => slugOf(name, "unnamed")) };
  },
);
