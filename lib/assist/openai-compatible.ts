import { z } from "zod";
import { CoterieError } from "@/lib/core/errors";
import type { LanguageModel, Turn } from "@/lib/core/ports/language-model";
import { allowedAddress } from "@/lib/http/private-address";
import { type HttpAnswer, parseJson, request } from "@/lib/http/request";
import type { AssistSettings } from "./settings";

const LARGEST_ANSWER = 200_000;

const completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/**
 * Any endpoint that speaks OpenAI's chat completions. Only what all of them know is sent: the model and the messages.
 * Nothing of the conversation, nor of what the endpoint says of it, gets into errors: it repeats the words it was sent.
 */
export function openAiCompatible({ url, model, key, timeout }: AssistSettings): LanguageModel {
  return {
    name: model,
    host: url.host,
    async next(turns, { signal }) {
      // The operator's own environment names the host; a private one is still a mistake unless it is allowed.
      await allowedAddress(url.hostname);
      const answer = await ask(turns, signal);
      if (answer.status !== 200) throw refused(url.host, answer.status);
      const read = completion.safeParse(answer.text.length > LARGEST_ANSWER ? null : parseJson(answer.text));
      if (!read.success) throw notUnderstood(url.host);
      return read.data.choices[0]!.message.content;
    },
  };

  async function ask(turns: readonly Turn[], signal: AbortSignal | undefined): Promise<HttpAnswer> {
    try {
      return await request({
        method: "POST",
        url: `${url.href.replace(/\/+$/, "")}/chat/completions`,
        headers: key === null ? {} : { authorization: `Bearer ${key}` },
        json: { model, messages: turns.map(({ role, text }) => ({ role, content: text })) },
        timeout,
        signal,
      });
    } catch (error) {
      throw error instanceof CoterieError ? ofModel(error, url.host, timeout) : error;
    }
  }
}

/** The same failures as of platforms, but nobody tries again by itself here. */
function ofModel(error: CoterieError, host: string, timeout: number): CoterieError {
  const fix = "Try again, or add the conditions yourself.";
  if (error.code === "PLATFORM_TIMEOUT") {
    const message = `The model at ${host} did not answer within ${Math.round(timeout / 1000)} seconds.`;
    return new CoterieError({ code: "ASSIST_TIMEOUT", message, remedy: "retry", fix });
  }
  if (error.code === "PLATFORM_UNREACHABLE") {
    const message = `The model at ${host} cannot be reached.`;
    return new CoterieError({ code: "ASSIST_UNREACHABLE", message, remedy: "retry", fix });
  }
  return error;
}

function refused(host: string, status: number): CoterieError {
  const isBusy = status === 429 || status >= 500;
  return new CoterieError({
    code: "ASSIST_REFUSED",
    message: `The model at ${host} answered with status ${status}.`,
    remedy: isBusy ? "retry" : "ask_admin",
    fix: isBusy
      ? "Try again in a moment, or add the conditions yourself."
      : "Whoever runs Coterie can check COTERIE_ASSIST_URL, COTERIE_ASSIST_MODEL and COTERIE_ASSIST_KEY.",
  });
}

function notUnderstood(host: string): CoterieError {
  return new CoterieError({
    code: "ASSIST_ANSWER",
    message: `What ${host} answered is no chat completion.`,
    remedy: "ask_admin",
    fix: "Whoever runs Coterie can check that COTERIE_ASSIST_URL leads to an OpenAI-compatible endpoint.",
  });
}
