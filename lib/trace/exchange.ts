import { type SpanFacts, traced } from "./span";
import { currentWork } from "./work";

/**
 * One exchange with a platform: a span of it, and one call on the bill of the run it is for. Host and status are all that is
 * told of it.
 */
export function exchange<T>(
  { method, host }: { method: string; host: string },
  send: () => Promise<T>,
  factsOf: (answer: T) => SpanFacts = () => ({}),
): Promise<T> {
  currentWork().bill?.add({ platformCalls: 1 });
  const facts = { "http.request.method": method, "server.address": host };
  return traced(`${method} ${host}`, { kind: "client", facts }, async (note) => {
    const answer = await send();
    note(factsOf(answer));
    return answer;
  });
}
