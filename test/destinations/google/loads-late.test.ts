import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";

const FOLDER = path.resolve(`node_modules/.cache/coterie/loads-late-${process.pid}`);
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** A process that has every service, as the web has, and speaks to Google by either way in. */
const ENTRY = `
import { createRequire } from "node:module";
import "@/lib/services/destination/objects";
import "@/lib/services/run/execute";
import google from "@/lib/destinations/google";

const cache = createRequire(import.meta.url).cache;
const loaded = () => Object.keys(cache).some((file) => /node_modules.(google-ads-api|google-gax)./.test(file));
const account = google.simulator.account;
const simulator = await (await google.simulator.load())({ port: 0, ...account });
const open = (more) =>
  google.connect({
    settings: google.settings.parse({ ...account.settings, ...more }),
    secrets: account.secrets,
    endpoint: simulator.url,
  });
const { test, set } = open({});
await test();
await set.createObject({ name: "Loyal" });
await set.listObjects();
const before = loaded();
await open({ transport: "offline_user_data_job" }).set.listObjects();
console.log(JSON.stringify({ before, after: loaded() }));
process.exit(0);
`;

describe("google-ads-api", () => {
  it("is loaded when an account that goes by the older way is spoken to, and in no process before", {
    timeout: 120_000,
  }, async () => {
    mkdirSync(FOLDER, { recursive: true });
    const file = path.join(FOLDER, "entry.mjs");
    const { metafile } = await build({
      stdin: { contents: ENTRY, loader: "ts", resolveDir: path.resolve(".") },
      outfile: file,
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
      alias: { "@": path.resolve(".") },
      metafile: true,
      logLevel: "error",
    });
    const imports = Object.values(metafile.outputs).flatMap((output) =>
      output.imports.map((one) => one.path),
    );
    expect(imports.filter((name) => /google-ads|google-gax|grpc/.test(name))).toEqual([]);
    const printed = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [file], (error, stdout) => (error ? reject(error) : resolve(stdout)));
    });
    expect(JSON.parse(printed)).toEqual({ before: false, after: true });
  });
});
