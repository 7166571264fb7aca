import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import type { Explained, Seen } from "@/lib/core/segment/explain";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { aboutSegmentAt, loadQuestion, type TimedOptions } from "./options";

type ExplainOptions = TimedOptions & { key: string; personal?: boolean };

export function registerExplain(audience: Command): void {
  aboutSegmentAt(audience.command("explain"))
    .description("say for one row which conditions it meets, with the values they looked at")
    .requiredOption("--key <key>", "the row's key, as `members` prints it")
    .option("--personal", "print values that tell something of a person, too")
    .action(async (options: ExplainOptions) => {
      const question = await loadQuestion(options);
      const { explain } = await import("@/lib/services/segment/explain");
      const explained = await interruptible((signal) => explain({ ...question, key: options.key, signal }));
      if (!explained) throw noSuchRow(question.segment.entity);
      const shown = options.personal ? explained : withoutPersonal(explained);
      if (options.json) await printJson(shown);
      else await print(`${lines(shown, 0).join("\n")}\n`);
    });
}

function noSuchRow(entity: string): InvalidInput {
  return new InvalidInput({
    code: "NOT_FOUND",
    message: `No row of ${entity} has that key.`,
    fix: "Write the key as `members` prints it.",
  });
}

const HIDDEN = "hidden";

function withoutPersonal(explained: Explained): Explained {
  return {
    ...explained,
    seen: explained.seen.map((one) =>
      one.pii === null || one.text === null ? one : { ...one, text: HIDDEN },
    ),
    children: explained.children.map(withoutPersonal),
  };
}

function lines({ verdict, sentence, seen, children }: Explained, depth: number): string[] {
  const indent = "  ".repeat(depth);
  return [
    `${indent}${verdict ? "yes" : "no "}  ${sentence}`,
    ...seen.map((one) => `${indent}       ${seenWords(one)}`),
    ...children.flatMap((child) => lines(child, depth + 1)),
  ];
}

/** A text with a line break stays on its line. */
function seenWords({ words, text }: Seen): string {
  const value = text === null ? "unknown" : /[\r\n]/.test(text) ? JSON.stringify(text) : text;
  return `${words}: ${value}`;
}
