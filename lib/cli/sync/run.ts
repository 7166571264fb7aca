import { setTimeout as delay } from "node:timers/promises";
import type { Command } from "commander";
import { CoterieError } from "@/lib/core/errors";
import type { RunView } from "@/lib/core/views/run";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { askCoterie, findSync } from "./client";
import { runWords } from "./words";

type Options = { dryRun: boolean; duringBlackout: boolean; reason?: string; wait: boolean; json: boolean };
type Started = { runId: string; lane: "full" | "privacy"; because: string | null };

const LOOK_EVERY_MS = 1_000;
const GOOD: readonly string[] = ["succeeded", "partly_failed"];

export function registerRun(sync: Command): void {
  sync
    .command("run")
    .description("start a run of what is approved, as of now")
    .argument("<sync>", "its name or id")
    .option("--dry-run", "plan it and send nothing", false)
    .option("--during-blackout", "also while a blackout is open", false)
    .option("--reason <text>", "kept with the run")
    .option("--wait", "until it has ended; refuses when it did not succeed", false)
    .option("--json", "for machines", false)
    .action((wanted: string, options: Options) => interruptible((signal) => run(wanted, options, signal)));
}

async function run(wanted: string, options: Options, signal: AbortSignal): Promise<void> {
  const { id } = await findSync(wanted, signal);
  const { dryRun, duringBlackout, reason, wait, json } = options;
  const body = { kind: dryRun ? "dry_run" : "sync", duringBlackout, ...(reason ? { reason } : {}) };
  const started = await askCoterie<Started>(`/syncs/${id}/run`, { body, signal });
  const only = started.because === null ? "" : `Only removals: ${started.because}\n`;
  if (!wait) return json ? printJson(started) : print(`${started.runId}\n${only}`);
  const ended = await untilOver(started.runId, signal);
  if (!GOOD.includes(ended.status)) throw notGood(ended);
  await (json ? printJson(ended) : print(`${runWords(ended)}\n${only}`));
}

async function untilOver(runId: string, signal: AbortSignal): Promise<RunView> {
  for (;;) {
    const run = await askCoterie<RunView>(`/runs/${runId}`, { signal });
    if (run.status !== "queued" && run.status !== "running") return run;
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

function notGood({ id, status, problem }: RunView): CoterieError {
  return new CoterieError({
    code: problem?.code ?? "RUN_NOT_GOOD",
    message: `The run ended ${status}. ${problem?.message ?? ""}`.trim(),
    remedy: "fix_input",
    fix: problem?.fix ?? `Look at run ${id}.`,
  });
}
