import type { Question } from "../../factories/segments";
import { type Answer, askEngine, askReference, type Disagreement, isSameAnswer } from "./agreement";
import { printCase } from "./company-file";
import { openDuckdb } from "./duckdb";
import type { Compile, OpenEngine } from "./engine";
import { reduce } from "./reduce";

/** The disagreement at its smallest, as text a person can work from and keep in test/property/cases. */
export async function explainDisagreement(
  found: Disagreement,
  open: OpenEngine = openDuckdb,
  compile?: Compile,
): Promise<string> {
  const wanted = kindOf(found.reference, found.warehouse);
  const question = await reduce(found.question, async (candidate) => {
    const answers = await ask(candidate, open, compile);
    return answers !== null && kindOf(...answers) === wanted && !isSameAnswer(...answers);
  });
  const [reference, warehouse] = (await ask(question, open, compile)) ?? [found.reference, found.warehouse];
  return [
    `seed ${found.seed}, ${found.engine}`,
    JSON.stringify(question.segment.where),
    `reference: ${JSON.stringify(reference)}`,
    `warehouse: ${JSON.stringify(warehouse)}`,
    printCase({ why: "", members: "error" in reference ? [] : reference, question }),
  ].join("\n");
}

/** Null where the warehouse refuses the question, or cannot even hold its rows. */
async function ask(
  question: Question,
  open: OpenEngine,
  compile?: Compile,
): Promise<[Answer, Answer] | null> {
  const engine = await open(question, compile);
  const warehouse = await askEngine(engine, question.segment);
  await engine.close();
  return "refused" in warehouse ? null : [askReference(question), warehouse];
}

/** So that reducing does not wander from one mistake to another. */
function kindOf(...answers: readonly [Answer, Answer]): string {
  return answers.map((answer) => ("error" in answer ? answer.error.slice(0, 40) : "members")).join(" | ");
}
