import type { Command } from "commander";
import { InvalidInput } from "@/lib/core/errors";
import type { DefinitionsPlanView } from "@/lib/core/views/definitions";
import { interruptible } from "../interrupt";
import { print, printJson } from "../output";
import { listProblems } from "../problems";
import { ASK_ALL, sendFolder } from "./send";
import { planWords } from "./words";

export function registerPlan(program: Command): void {
  program
    .command("plan")
    .description("say what applying a folder of definitions would change and make void; nothing is written")
    .argument("<folder>", "a folder of definitions")
    .option("--ask-all", ASK_ALL, false)
    .option("--json", "for machines", false)
    .action((folder: string, { askAll, json }: { askAll: boolean; json: boolean }) =>
      interruptible(async (signal) => {
        const plan = await sendFolder<DefinitionsPlanView>(folder, "/definitions/plan", {
          ...{ signal, json, body: { askAll } },
        });
        if (json) return printJson(plan);
        await print(planWords(plan));
        if (plan.blocked.length === 0) return;
        await print(listProblems(plan.blocked));
        throw new InvalidInput({
          code: "BLOCKED",
          message: "It cannot be applied as it stands.",
          problems: plan.blocked,
        });
      }),
    );
}
