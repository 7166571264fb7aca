import type { Command } from "commander";
import { audienceLines, describeAudience } from "@/lib/core/audience/describe";
import { print, printJson } from "../output";
import { aboutSegment, type FileOptions, loadFiles } from "./options";

export function registerDescribe(audience: Command): void {
  aboutSegment(audience.command("describe"))
    .description("say in one English sentence who belongs")
    .action(async (options: FileOptions) => {
      const { catalog, definition } = await loadFiles(options);
      const sentence = describeAudience(definition, catalog);
      if (options.json) await printJson({ sentence, lines: audienceLines(definition, catalog) });
      else await print(`${sentence}\n`);
    });
}
