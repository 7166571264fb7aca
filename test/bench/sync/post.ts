import { Agent, request } from "node:http";
import { CONNECTIONS } from "./phases";

export type Posting = { url: string; audience: string };
export type Body = { method: "POST" | "DELETE"; content: Buffer | string };

/** Posts bodies as they come, over as many connections as the mirror may use. */
export async function postAll(
  { url, audience }: Posting,
  token: string,
  bodies: AsyncIterable<Body> | Iterable<Body>,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const target = new URL(`/v24.0/${audience}/users`, url);
  const underWay = new Set<Promise<void>>();
  for await (const body of bodies) {
    if (underWay.size >= CONNECTIONS) await Promise.race(underWay);
    const call = post(target, token, agent, body).finally(() => underWay.delete(call));
    underWay.add(call);
  }
  await Promise.all(underWay);
  agent.destroy();
}

function post(target: URL, token: string, agent: Agent, { method, content }: Body): Promise<void> {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(content),
    authorization: `Bearer ${token}`,
  };
  return new Promise((resolve, reject) => {
    const call = request(target, { method, agent, headers }, (answer) => {
      answer
        .resume()
        .on("end", () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`It answered ${answer.statusCode}.`)),
        );
    });
    call.on("error", reject).end(content);
  });
}

/** A batch of one session, as Meta takes it. */
export function bodyOf(rows: string, session: number, sequence: number): string {
  return `{"payload":{"schema":["EMAIL"],"data":[${rows}]},"session":{"session_id":${session},"batch_seq":${sequence},"last_batch_flag":false}}`;
}
