import { createTransport } from "nodemailer";
import type { AlertMessage } from "@/lib/core/alerts/message";
import { CoterieError } from "@/lib/core/errors";
import { refused } from "./failure";

const TIMEOUT_MS = 15_000;

/**
 * Through the mail server of COTERIE_SMTP_URL ("smtps://user:password@mail.example.com:465"), from COTERIE_MAIL_FROM. Both are set
 * by whoever runs Coterie, so the server may well stand in a private network.
 */
export async function sendEmail({ to }: { to: readonly string[] }, message: AlertMessage): Promise<void> {
  const { url, from } = mailSettings();
  const limits = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
  const transport = createTransport({ url, ...limits });
  try {
    await transport.sendMail({
      from,
      to: [...to],
      subject: `[Coterie] ${message.title}`,
      text: mailText(message),
      messageId: `<${message.id}@${domainOf(from)}>`,
      headers: { "Auto-Submitted": "auto-generated" },
      // A message is text of ours: nothing of it is ever a file to read or an address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw translate(error);
  } finally {
    transport.close();
  }
}

function mailText({ lines, link }: AlertMessage): string {
  return `${[...lines, ...(link ? ["", link] : [])].join("\n")}\n`;
}

function mailSettings(): { url: string; from: string } {
  const { COTERIE_SMTP_URL: url, COTERIE_MAIL_FROM: from } = process.env;
  if (url && from) return { url, from };
  throw new CoterieError({
    code: "NO_MAIL_SERVER",
    message: "No mail server is named, so no e-mail can be sent.",
    remedy: "ask_admin",
    fix: "Whoever runs Coterie sets COTERIE_SMTP_URL and COTERIE_MAIL_FROM.",
  });
}

/** "Coterie <alerts@example.com>" -> "example.com" */
function domainOf(from: string): string {
  return /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? "coterie";
}

/** What a server says can hold addresses: only its code is kept. 5xx is for good, all else may pass. */
function translate(error: unknown): CoterieError {
  const code =
    typeof error === "object" && error !== null && "responseCode" in error ? error.responseCode : null;
  if (typeof code === "number" && code >= 500) return refused("The mail server", `it answered ${code}`);
  return new CoterieError({
    code: "MAIL_SERVER_AWAY",
    message: "The mail server could not be reached, or did not take the message now.",
    remedy: "retry",
    fix: "It is sent again by itself; if it lasts, whoever runs Coterie checks COTERIE_SMTP_URL.",
  });
}
