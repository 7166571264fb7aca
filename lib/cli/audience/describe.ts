import type { Command } from "commander";
import { describe, sentenceLines } from "@/lib/core/segment/describe";
import { print, printJson } from "../output";
import { aboutSegment, type FileOptions, loadFiles } from "./options";

export function registerDescribe(audience: Command): void {
  aboutSegment(audience.command("describe"))
    .description("say in one English sentence who belongs")
    .action(async (options: FileOptions) => {
      const { catalog, segment } = await loadFiles(options);
      const sentence = describe(segment, catalog);
      if (options.json) await printJson({ sentence, lines: sentenceLines(segment, catalog) });
      else await print(`${sentence}\n`);
    });
}
