import { type Command, Option } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import { interruptible } from "../interrupt";
import { print } from "../output";
import { aboutSegmentAt, loadQuestion, type TimedOptions } from "./options";

type MembersOptions = TimedOptions & { format: "ids" | "ndjson" };

export function registerMembers(audience: Command): void {
  aboutSegmentAt(audience.command("members"))
    .description("print the members' keys, sorted, one a line")
    .addOption(
      new Option("--format <format>", "one key a line, or one JSON object a line")
        .choices(["ids", "ndjson"])
        .default("ids"),
    )
    .action(async (options: MembersOptions) => {
      const question = await loadQuestion(options);
      const { members } = await import("@/lib/services/segment/members");
      const line = options.format === "ndjson" ? jsonLine : plainLine;
      await interruptible(async (signal) => {
        for await (const batch of members({ ...question, signal })) {
          if (batch.length > 0) await print(batch.map(line).join(""));
        }
      });
    });
}

function jsonLine(key: string): string {
  return `${JSON.stringify({ key })}\n`;
}

function plainLine(key: string): string {
  if (!/[\r\n]/.test(key)) return `${key}\n`;
  throw new InvalidInput({
    code: "KEY_WITH_LINE_BREAK",
    message: "A key has a line break in it, so it cannot stand on one line.",
    fix: "Use --format ndjson.",
  });
}
