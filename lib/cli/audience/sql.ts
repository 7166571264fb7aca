import type { Command } from "commander";
import type { SqlQuery } from "@/lib/core/ports/warehouse";
import { print, printJson } from "../output";
import { aboutSegmentAt, loadQuestion, type TimedOptions } from "./options";

export function registerSql(audience: Command): void {
  aboutSegmentAt(audience.command("sql"))
    .description("print the SQL the warehouse is asked, and its parameters")
    .option("--dialect <id>", "of another warehouse than the catalog's")
    .action(async (options: TimedOptions & { dialect?: string }) => {
      const { catalog, segment, asOf } = await loadQuestion(options);
      const { sql } = await import("@/lib/services/segment/sql");
      const query = sql({ catalog, segment, asOf, dialect: options.dialect });
      if (options.json) await printJson({ ...query, asOf });
      else await print(queryText(query));
    });
}

/** Parameters as comments, so that the text stays SQL; JSON keeps a value with a line break on its line. */
function queryText({ sql, parameters }: SqlQuery): string {
  const lines = parameters.map((value, index) => `-- ${index + 1}: ${JSON.stringify(value)}\n`);
  return `${sql}\n${lines.join("")}`;
}
