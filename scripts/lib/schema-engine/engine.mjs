import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { SchemaEngineAdapterFactory } from "./adapter.mjs";
import { reportError } from "./protocol.mjs";

/** Starts the wasm schema engine on a database, with the data models read from their files. */
export async function openEngine({ url, datamodels }) {
  await loadWasm();
  const adapter = bindMigrationAwareSqlAdapterFactory(new SchemaEngineAdapterFactory(url));
  const models = datamodels.map((file) => [file, readFileSync(file, "utf8")]);
  return bindings.SchemaEngine.new({ datamodels: models.length > 0 ? models : undefined }, () => {}, adapter);
}

async function loadWasm() {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: reportError };
  const { instance } = await WebAssembly.instantiate(readFileSync(script.replace(/\.js$/, ".wasm")), {
    "./schema_engine_bg.js": bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}
