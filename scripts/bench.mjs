import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { bundle } from "./lib/bundle.mjs";
import { inRoot, root } from "./lib/paths.mjs";

// Each file of test/bench is a program that prints its table; names on the command line choose some.
const wanted = process.argv.slice(2);
const names = readdirSync(inRoot("test", "bench"))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => path.basename(file, ".ts"))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

for (const name of names) {
  const program = await bundle(`bench-${name}`, `test/bench/${name}.ts`);
  const { status } = spawnSync(process.execPath, [program], {
    stdio: "inherit",
    env: { ...process.env, COTERIE_ROOT: root },
  });
  if (status !== 0) process.exitCode = 1;
}
