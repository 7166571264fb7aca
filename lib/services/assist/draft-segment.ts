import { z } from "zod";
import { promptFor, repairTurn } from "@/lib/core/assist/prompt";
import { type Answer, readAnswer } from "@/lib/core/assist/read-answer";
import { resolved, resolveEntity } from "@/lib/core/catalog/resolve";
import type { Catalog } from "@/lib/core/catalog/types";
import { CoterieError, InvalidInput } from "@/lib/core/errors";
import type { LanguageModel } from "@/lib/core/ports/language-model";
import type { DraftedSegmentView } from "@/lib/core/views/builder";
import { currentCatalog } from "../catalog/current";
import { type Scope, service } from "../service";
import { configuredModel } from "./model";

const input = z.object({ entity: z.string().min(1), sentence: z.string().trim().min(3).max(1_000) });
/** An answer, and one mended by what was wrong with it. */
const ROUNDS = 2;

/**
 * A draft of a segment from a sentence. It is kept nowhere: the builder shows it, and whoever asked goes on from there. The
 * sentence may speak of people, so neither the log nor the audit event holds it.
 */
export const draftSegment = service(
  { name: "segment.draft", role: "marketer", rows: "no_rows", input },
  async (scope, { entity, sentence }): Promise<DraftedSegmentView> => {
    const model = configuredModel();
    if (!model) throw notConfigured();
    const { catalog } = await currentCatalog(scope.db, scope.actor.workspaceId);
    resolved(resolveEntity(catalog, entity));
    const asked = { catalog, entity, sentence, model };
    const { answer, rounds } = await converse(asked, scope.signal).catch(async (error: unknown) => {
      await note(scope, asked, { outcome: "failed" });
      throw error;
    });
    await note(scope, asked, { outcome: answer.kind, rounds });
    if (answer.kind === "cannot") throw cannot(answer.why);
    if (answer.kind === "wrong") throw notASegment(answer);
    return { segment: answer.segment, model: model.name };
  },
);

type Asked = { catalog: Catalog; entity: string; sentence: string; model: LanguageModel };

async function converse(
  { catalog, entity, sentence, model }: Asked,
  signal: AbortSignal | undefined,
): Promise<{ answer: Answer; rounds: number }> {
  const turns = promptFor(catalog, entity, sentence);
  for (let rounds = 1; ; rounds++) {
    const text = await model.next(turns, { signal });
    const answer = readAnswer(text, catalog, entity);
    if (answer.kind !== "wrong" || rounds === ROUNDS) return { answer, rounds };
    turns.push({ role: "assistant", text }, repairTurn(answer.problems));
  }
}

/** That it was used, by whom and with what outcome; never what was said. */
function note({ transaction }: Scope, { entity, model }: Asked, after: object): Promise<void> {
  return transaction(({ audit }) =>
    audit({
      action: "segment.draft",
      subject: `entity:${entity}`,
      after: { model: model.name, host: model.host, ...after },
    }),
  );
}

const BY_HAND = "Say it with other words, or add the conditions yourself.";

function notConfigured(): CoterieError {
  return new CoterieError({
    code: "ASSIST_OFF",
    message: "No language model is configured here, so audiences cannot be described in words.",
    remedy: "ask_admin",
    fix: "Whoever runs Coterie can set COTERIE_ASSIST_URL and COTERIE_ASSIST_MODEL.",
  });
}

function cannot(why: string): InvalidInput {
  return new InvalidInput({
    code: "ASSIST_CANNOT",
    message: `The model found nothing for it in this catalog: ${why}`,
    fix: BY_HAND,
  });
}

function notASegment({ problems }: Extract<Answer, { kind: "wrong" }>): InvalidInput {
  return new InvalidInput({
    code: "ASSIST_NOT_A_SEGMENT",
    message: "The model's answer is no audience of this catalog, also after it was told what is wrong.",
    fix: BY_HAND,
    problems,
  });
}
