import type { NextConfig } from "next";

const development = process.env.NODE_ENV === "development";

/** Everything is served by us: no script, font, image or frame comes from anywhere else. */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  `connect-src 'self'${development ? " ws:" : ""}`,
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join("; ");

const config: NextConfig = {
  reactCompiler: true,
  poweredByHeader: false,
  devIndicators: false,
  agentRules: false,
  // The check before landing sees to types. An image is built without the packages that only types need.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: [
    "@duckdb/node-api",
    "@duckdb/node-bindings",
    "pg",
    "pg-boss",
    "@node-rs/argon2",
    "facebook-nodejs-business-sdk",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
  ],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "Content-Security-Policy", value: contentSecurityPolicy },
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "same-origin" },
      ],
    },
  ],
};

export default config;
