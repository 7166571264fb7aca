import pino from "pino";

/** Ids, codes and counts. Whatever could carry a value of a person or a secret is cut out. */
export const log = pino({
  name: "web",
  level: process.env.LOG_LEVEL ?? "info",
  redact: {
    paths: [
      "password",
      "secrets",
      "*.password",
      "*.secrets",
      "*.accessToken",
      "headers.authorization",
      "headers.cookie",
    ],
    censor: "[redacted]",
  },
});
