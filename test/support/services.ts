import { readdirSync } from "node:fs";
import path from "node:path";
import type { ZodType } from "zod";
import type { Service } from "@/lib/services/service";

export type AnyService = Service<ZodType, unknown>;

/** Every service of the product, found by looking: a new one is held to what all are held to without being named. */
export async function findServices(): Promise<AnyService[]> {
  return [...(await servicesByFile()).keys()];
}

/** The same with the file each is in. */
export async function servicesByFile(): Promise<Map<AnyService, string>> {
  const files = readdirSync("lib/services", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const found = new Map<AnyService, string>();
  for (const file of files) {
    const module = (await import(/* @vite-ignore */ path.resolve("lib/services", file))) as object;
    for (const exported of Object.values(module)) if (isService(exported)) found.set(exported, file);
  }
  return found;
}

function isService(value: unknown): value is AnyService {
  return typeof value === "function" && "spec" in value && "from" in value;
}
