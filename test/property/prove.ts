import { findDisagreements, type Report } from "./support/agreement";
import { createBigquery } from "./support/bigquery";
import type { OpenEngine } from "./support/engine";
import { ENGINES } from "./support/engines";
import { explainDisagreement } from "./support/explain";
import { closePostgres } from "./support/postgres";

/** What `npm run prove` does: a long look for a segment the reference and a warehouse answer differently. */
export async function prove(trees: number, seed: number, names?: readonly string[]): Promise<boolean> {
  const bigquery = createBigquery();
  const known = { ...ENGINES, bigquery: bigquery.open };
  const asked = names ?? Object.keys(ENGINES);
  const engines = Object.fromEntries(Object.entries(known).filter(([name]) => asked.includes(name)));
  const unknown = asked.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) throw new Error(`There are the engines ${Object.keys(known).join(", ")}.`);
  try {
    return await report(trees, seed, engines);
  } finally {
    await bigquery.stop();
    await closePostgres();
  }
}

async function report(trees: number, seed: number, engines: Readonly<Record<string, OpenEngine>>) {
  const report = await findDisagreements({
    trees,
    seed,
    engines,
    maxDisagreements: 3,
    onCompany: tellNowAndThen(),
  });
  const { disagreements } = report;
  const share = Math.round((100 * report.telling) / report.trees);
  console.log(`trees          ${report.trees} (${share} % keep some members and not others)`);
  console.log(`companies      ${report.companies}, from seed ${seed}`);
  console.log(`rows           ${report.rows}`);
  console.log(`words          ${inOrder(report.words)}`);
  console.log(`engines        ${["reference", ...Object.keys(engines)].join(", ")}`);
  console.log(`refused        ${JSON.stringify(report.refused)}`);
  console.log(`seconds        ${report.seconds.toFixed(1)}`);
  console.log(`disagreements  ${disagreements.length}`);
  for (const found of disagreements)
    console.log(`\n${await explainDisagreement(found, engines[found.engine])}`);
  return disagreements.length === 0;
}

const EACH = 1_000;

/** It takes hours: how far it is, every thousand trees, beside what is printed at the end. */
function tellNowAndThen(): (report: Report) => void {
  let next = EACH;
  return ({ trees, companies, disagreements }) => {
    if (trees < next) return;
    next = trees - (trees % EACH) + EACH;
    console.error(`${trees} trees of ${companies} companies, ${disagreements.length} disagreements`);
  };
}

function inOrder(words: Record<string, number>): string {
  const pairs = Object.entries(words).sort(([, a], [, b]) => b - a);
  return pairs.map(([word, count]) => `${word} ${count}`).join(", ");
}
