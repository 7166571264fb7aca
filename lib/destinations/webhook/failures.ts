import { CoterieError, type CoterieErrorOptions } from "@/lib/core/errors";
import type { HttpAnswer } from "@/lib/http/request";
import { afterHeader } from "./retry-after";

const MINUTE = 60_000;

type Failure = Pick<CoterieErrorOptions, "code" | "message" | "remedy" | "retryAt"> & { fix: string };

/** What a status outside 2xx means; of the receiver's words nothing is kept. */
export function translateRefusal(answer: HttpAnswer, host: string, now: number): CoterieError {
  return new CoterieError({ ...failureOf(answer, host, now), details: { status: answer.status } });
}

function failureOf({ status, headers }: HttpAnswer, host: string, now: number): Failure {
  const wait = afterHeader(headers, now);
  if (status === 429) return throttled(host, wait ?? now + MINUTE);
  if (status === 503 && wait !== null) return throttled(host, wait);
  if (status === 410) return objectGone(host);
  if (status === 401 || status === 403) return signatureRejected(host);
  if (status === 404 || status === 405 || status === 501) return nothingThere(host);
  if (status >= 300 && status < 400) return redirected(host);
  // The same rows are being worked on, or the receiver wants more time: RFC 9110, 15.5.
  if (status >= 500 || status === 408 || status === 409 || status === 425) return unwell(host);
  if (status >= 400) return batchRefused(host);
  return strange(host);
}

const throttled = (host: string, retryAt: number): Failure => ({
  code: "THROTTLED",
  message: `${host} wants no further calls for now.`,
  remedy: "wait_until",
  fix: "It goes on by itself when the receiver lets it.",
  retryAt,
});

const objectGone = (host: string): Failure => ({
  code: "OBJECT_GONE",
  message: `${host} says that it takes these rows no longer.`,
  remedy: "ask_admin",
  fix: "Ask whoever runs the receiver; end the sync, or choose another address and ask for approval again.",
});

const signatureRejected = (host: string): Failure => ({
  code: "SIGNATURE_REJECTED",
  message: `${host} did not accept our signature.`,
  remedy: "reconnect",
  fix: "Give this destination the signing secret the receiver has, and check that both clocks are right.",
});

const nothingThere = (host: string): Failure => ({
  code: "RECEIVER_MISSING",
  message: `Nothing at the given address of ${host} takes a POST.`,
  remedy: "ask_admin",
  fix: "Check the address of this destination.",
});

const redirected = (host: string): Failure => ({
  code: "REDIRECTED",
  message: `${host} sent us to another address, and rows are sent to no address nobody here has chosen.`,
  remedy: "ask_admin",
  fix: "Enter the final address in this destination's settings.",
});

const unwell = (host: string): Failure => ({
  code: "PLATFORM_UNWELL",
  message: `${host} could not take the rows just now.`,
  remedy: "retry",
  fix: "It is tried again by itself; if it lasts, ask whoever runs the receiver.",
});

const batchRefused = (host: string): Failure => ({
  code: "BATCH_REFUSED",
  message: `${host} refused something in this batch of rows.`,
  remedy: "drop_row",
  fix: "The batch is split to find the rows at fault; the others are sent.",
});

const strange = (host: string): Failure => ({
  code: "PLATFORM_UNEXPECTED",
  message: `${host} answered with a status that means nothing here.`,
  remedy: "report",
  fix: "Tell whoever runs Coterie here, with the status in the run's log.",
});
