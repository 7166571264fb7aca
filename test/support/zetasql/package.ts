import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const PROGRAM = path.join(repository(), "test/zetasql/node_modules/@fivetrandevelopers/zetasql/lib/zetasql");

/** This file also runs from a bundle in another folder. */
function repository(folder = import.meta.dirname): string {
  const above = path.dirname(folder);
  return existsSync(path.join(folder, "test/zetasql")) || above === folder ? folder : repository(above);
}

/** Why BigQuery's analyser cannot be asked here; null where it can. `npm test` installs it. */
export function zetasqlMissing(): string | null {
  if (process.platform !== "linux" || process.arch !== "x64")
    return `BigQuery's analyser runs on Linux on x64 only, and this is ${process.platform} on ${process.arch}`;
  return existsSync(serverProgram())
    ? null
    : "BigQuery's analyser is not installed (node scripts/zetasql.mjs installs it)";
}

export function serverProgram(): string {
  return path.join(PROGRAM, "remote_server.so");
}

type Reply = (error: { details?: string; message: string } | null, answer: unknown) => void;
/** The server's procedures, each by its name in lower camel case. */
export type Stub = Record<string, (request: unknown, reply: Reply) => void> & {
  waitForReady(deadline: number, done: (error: Error | undefined) => void): void;
  close(): void;
};

type Grpc = {
  credentials: { createInsecure(): unknown };
  loadPackageDefinition(definition: unknown): {
    zetasql: {
      local_service: {
        ZetaSqlLocalService: new (address: string, credentials: unknown, options: object) => Stub;
      };
    };
  };
};
type Loader = { loadSync(file: string, options: object): unknown };

/** The package brings the protocol's description and the libraries that speak it; its own client is a singleton. */
export function connectStub(address: string): Stub {
  const require = createRequire(path.join(PROGRAM, "..", "index.js"));
  const grpc = require("@grpc/grpc-js") as Grpc;
  const loader = require("@grpc/proto-loader") as Loader;
  const definition = loader.loadSync("local_service.proto", {
    oneofs: true,
    longs: String,
    enums: String,
    includeDirs: [path.join(PROGRAM, "protos")],
  });
  const { ZetaSqlLocalService } = grpc.loadPackageDefinition(definition).zetasql.local_service;
  return new ZetaSqlLocalService(address, grpc.credentials.createInsecure(), {
    "grpc.max_send_message_length": -1,
    "grpc.max_receive_message_length": -1,
  });
}
