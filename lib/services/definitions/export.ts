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
  async (scope): Promise<{ files: DefinitionFileView[] }> => ({
    files: folderFiles(await workspaceDefinitions(scope), (name) => slugOf(name, "unnamed")),
  }),
);
