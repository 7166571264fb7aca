import type { Command } from "commander";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { aboutSegmentAt, loadQuestion, type TimedOptions } from "./options";

export function registerCount(audience: Command): void {
  aboutSegmentAt(audience.command("count"))
    .description("print how many belong")
    .action(async (options: TimedOptions) => {
      const question = await loadQuestion(options);
      const { count } = await import("@/lib/services/segment/count");
      const { members, population } = await interruptible((signal) => count({ ...question, signal }));
      if (options.json) await printJson({ members, population, asOf: question.asOf });
      else await print(`${members}\n`);
    });
}
