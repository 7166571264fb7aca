import fc from "fast-check";
import { CoterieError } from "@/lib/core/errors";
import { evaluate } from "@/lib/core/segment/evaluate/index";
import type { Segment } from "@/lib/core/segment/types";
import { type Company, companies, type Question, segmentsOf } from "../../factories/segments";
import { openDuckdb } from "./duckdb";
import type { Compile, Engine, OpenEngine } from "./engine";
import { countWords } from "./spoken";

export type Disagreement = {
  /** Of the company and of its trees. */
  seed: number;
  engine: string;
  question: Question;
  reference: Answer;
  warehouse: Answer;
};
/** Members, or what was said instead. */
export type Answer = readonly string[] | { error: string };

export type Report = {
  trees: number;
  companies: number;
  rows: number;
  /** Trees that keep some members and not others. */
  telling: number;
  /** How often each word of the language was used. */
  words: Record<string, number>;
  /** Trees a warehouse refuses before running, by node. */
  refused: Record<string, number>;
  seconds: number;
  disagreements: Disagreement[];
};

export type Options = {
  trees: number;
  seed: number;
  treesPerCompany?: number;
  /** Warehouses by name, all asked the same; DuckDB alone unless said. */
  engines?: Readonly<Record<string, OpenEngine>>;
  compile?: Compile;
  /** Enough is enough. */
  maxDisagreements?: number;
  /** Told after every company what was found so far. */
  onCompany?: (report: Report) => void;
};

/** Asks the reference and the warehouses the same random questions and reports where they differ. */
export async function findDisagreements(options: Options): Promise<Report> {
  const { trees, treesPerCompany = 15, maxDisagreements = 1 } = options;
  const started = performance.now();
  const report: Report = {
    trees: 0,
    companies: 0,
    rows: 0,
    telling: 0,
    words: {},
    refused: {},
    seconds: 0,
    disagreements: [],
  };
  for (let seed = options.seed; report.trees < trees; seed++) {
    const count = Math.min(treesPerCompany, trees - report.trees);
    await askCompany(seed, count, report, options);
    options.onCompany?.(report);
    if (report.disagreements.length >= maxDisagreements) break;
  }
  return { ...report, seconds: (performance.now() - started) / 1000 };
}

async function askCompany(seed: number, trees: number, report: Report, options: Options): Promise<void> {
  const company = fc.sample(companies, { seed, numRuns: 1 })[0]!;
  const engines = await openAll(company, options);
  report.companies++;
  report.rows += Object.values(company.tables).reduce((total, rows) => total + rows.length, 0);
  for (const segment of fc.sample(segmentsOf(company), { seed, numRuns: trees })) {
    const question = { ...company, segment };
    const reference = askReference(question);
    report.trees++;
    countWords(segment.where, report.words);
    for (const [name, engine] of engines) {
      const warehouse = await askEngine(engine, segment);
      if ("refused" in warehouse)
        report.refused[warehouse.refused] = (report.refused[warehouse.refused] ?? 0) + 1;
      else if (!isSameAnswer(reference, warehouse))
        report.disagreements.push({ seed, engine: name, question, reference, warehouse });
    }
    if (isTelling(reference, company.tables[segment.entity]!.length)) report.telling++;
  }
  for (const [, engine] of engines) await engine.close();
}

function openAll(company: Company, { engines = { duckdb: openDuckdb }, compile }: Options) {
  return Promise.all(
    Object.entries(engines).map(
      async ([name, open]): Promise<[string, Engine]> => [name, await open(company, compile)],
    ),
  );
}

export function askReference({ segment, catalog, tables, asOf }: Question): Answer {
  try {
    return evaluate(segment, catalog, tables, asOf);
  } catch (error) {
    return { error: String(error) };
  }
}

export async function askEngine(engine: Engine, segment: Segment): Promise<Answer | { refused: string }> {
  try {
    return await engine.members(segment);
  } catch (error) {
    if (error instanceof CoterieError && error.code === "UNSUPPORTED")
      return { refused: String(error.details.node) };
    return { error: String(error) };
  }
}

/** An error is no answer, so two errors are not the same one. */
export function isSameAnswer(left: Answer, right: Answer): boolean {
  if ("error" in left || "error" in right) return false;
  return left.length === right.length && left.every((key, index) => key === right[index]);
}

function isTelling(answer: Answer, everyone: number): boolean {
  return !("error" in answer) && answer.length > 0 && answer.length < everyone;
}
