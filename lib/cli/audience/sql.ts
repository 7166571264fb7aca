import type { Command } from "commander";
import type { Outline } from "@/lib/core/compile/plan";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { print, printJson } from "../output";
import { aboutSegmentAt, loadQuestion, type TimedOptions } from "./options";

export function registerSql(audience: Command): void {
  aboutSegmentAt(audience.command("sql"))
    .description("print the SQL the warehouse is asked, and its parameters")
    .option("--dialect <id>", "of another warehouse than the catalog's")
    .option("--explain", "print its plan instead: what answers each condition, and every set that is built")
    .action(async (options: TimedOptions & { dialect?: string; explain?: boolean }) => {
      const { catalog, segment, asOf } = await loadQuestion(options);
      const { explain } = await import("@/lib/services/segment/sql");
      const { query, outline } = explain({ catalog, segment, asOf, dialect: options.dialect });
      const { parameters } = query;
      if (options.explain && options.json)
        await printJson({ plan: outline(), parameters: parameters.length, asOf });
      else if (options.explain) await print(`${outlineText(outline())}parameters: ${parameters.length}\n`);
      else if (options.json) await printJson({ ...query, asOf });
      else await print(queryText(query));
    });
}

function outlineText({ text, parts }: Outline, depth = 0): string {
  return `${"  ".repeat(depth)}${text}\n${parts.map((part) => outlineText(part, depth + 1)).join("")}`;
}

/** Parameters as comments, so that the text stays SQL; JSON keeps a value with a line break on its line. */
function queryText({ sql, parameters }: SqlQuery): string {
  const lines = parameters.map((value, index) => `-- ${index + 1}: ${JSON.stringify(value)}\n`);
  return `${sql}\n${lines.join("")}`;
}
