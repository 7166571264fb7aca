import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type Asked = {
  path: string;
  headers: IncomingHttpHeaders;
  body: { model: string; messages: { role: string; content: string }[] };
};
type Answer = { status?: number; content?: string; raw?: string; never?: true };

/** An OpenAI-compatible endpoint over a real socket: says what it is told to, and keeps what it was asked. */
export class ModelServer {
  readonly asked: Asked[] = [];
  /** One for each request; the last stays. */
  answers: Answer[] = [];
  /** Connections whose caller went away before an answer. */
  left = 0;
  private server: Server | undefined;

  async start(port = 0): Promise<string> {
    this.server = createServer(async (request, response) => {
      const body = JSON.parse(await text(request)) as Asked["body"];
      this.asked.push({ path: request.url ?? "", headers: request.headers, body });
      response.on("close", () => {
        if (!response.writableEnded) this.left += 1;
      });
      const answer = this.answers.length > 1 ? this.answers.shift()! : (this.answers[0] ?? {});
      if (answer.never) return;
      const message = { role: "assistant", content: answer.content ?? "{}" };
      response
        .writeHead(answer.status ?? 200, { "content-type": "application/json" })
        .end(answer.raw ?? JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }] }));
    });
    await new Promise<void>((resolve) => this.server?.listen(port, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
