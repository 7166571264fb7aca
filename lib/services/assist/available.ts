import { z } from "zod";
import type { AssistView } from "@/lib/core/views/builder";
import { service } from "../service";
import { configuredModel } from "./model";

/** Whether audiences can be described in words, and where the words would go. */
export const getAssist = service(
  { name: "assist.get", role: "marketer", rows: "no_rows", input: z.object({}) },
  async (): Promise<AssistView> => {
    const model = configuredModel();
    return { model: model && { name: model.name, host: model.host } };
  },
);
