import { type AddressInfo, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

export type Mail = { from: string; to: string[]; text: string };

/** A mail server that speaks just enough SMTP (RFC 5321) to take a message, or to refuse all recipients with one answer. */
export async function startMailServer() {
  const mails: Mail[] = [];
  const state: { refuse: string | null } = { refuse: null };
  const server = createServer((socket) => void serve(socket, mails, state));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    state,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

async function serve(socket: Socket, mails: Mail[], state: { refuse: string | null }): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`);
  let mail: Mail = { from: "", to: [], text: "" };
  let isText = false;
  socket.on("error", () => socket.destroy());
  say("220 mail.test");
  for await (const line of createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (isText) {
      if (line !== ".") {
        mail.text += `${line}\n`;
        continue;
      }
      isText = false;
      mails.push(mail);
      mail = { from: "", to: [], text: "" };
      say("250 taken");
    } else if (/^(EHLO|HELO)/i.test(line)) say("250 mail.test");
    else if (/^MAIL FROM/i.test(line)) {
      mail.from = addressOf(line);
      say("250 ok");
    } else if (/^RCPT TO/i.test(line)) {
      mail.to.push(addressOf(line));
      say(state.refuse ?? "250 ok");
    } else if (/^DATA/i.test(line)) {
      isText = true;
      say("354 go on");
    } else if (/^QUIT/i.test(line)) {
      say("221 bye");
      socket.end();
    } else say("250 ok");
  }
}

function addressOf(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}
