import { Argument, type Command } from "commander";
import { FORMAT_NAMES, type FormatName, jsonSchemaText } from "@/lib/definitions/json-schema";
import { print } from "./output";

export function registerSchema(program: Command): void {
  program
    .command("schema")
    .description("print the JSON Schema of a file format")
    .addArgument(new Argument("<format>", "which file").choices(FORMAT_NAMES))
    .action(async (format: FormatName) => {
      await print(jsonSchemaText(format));
    });
}
