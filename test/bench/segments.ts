import { parseArgs } from "node:util";
import { openDuckdb } from "./segments/duckdb";
import type { Engine } from "./segments/engine";
import { measure } from "./segments/measure";
import { openPostgres } from "./segments/postgres";
import { QUESTIONS } from "./segments/questions";
import { printShapes, printTable } from "./segments/table";

/**
 * Twelve questions as Coterie compiles them, beside the best way found to write each by hand and beside nothing but reading
 * the columns touched.
 *
 *     npm run bench:segments -- [--scale 0.1] [--rounds 5] [--only top] [--engine duckdb] [--shapes]
 */
const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "0.1" },
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: "" },
    engine: { type: "string", default: "" },
    shapes: { type: "boolean", default: false },
  },
});
const ENGINES: Record<string, (scale: number) => Promise<Engine>> = {
  duckdb: openDuckdb,
  postgres: (scale) => openPostgres(scale, process.env.DATABASE_URL!),
};

for (const [id, open] of Object.entries(ENGINES)) {
  if (!id.includes(values.engine)) continue;
  const engine = await open(Number(values.scale));
  try {
    const measured = [];
    for (const question of QUESTIONS.filter(({ name }) => name.includes(values.only))) {
      measured.push(await measure(engine, question, Number(values.rounds)));
      process.stderr.write(`${engine.label}: ${question.name}\n`);
    }
    printTable(engine, measured);
    if (values.shapes) printShapes(measured);
  } finally {
    await engine.close();
  }
}
