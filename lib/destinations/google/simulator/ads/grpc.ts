import path from "node:path";
import type {
  ServerUnaryCall,
  ServiceDefinition,
  sendUnaryData,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { MessageTypeDefinition, PackageDefinition } from "@grpc/proto-loader";
import { hiddenRequire } from "@/lib/kit/hidden-require";
import type { Fault, FaultPlan } from "@/lib/kit/simulator/faults";
import type { OtherProtocol } from "@/lib/kit/simulator/other-protocol";
import type { GoogleWorld } from "../world";
import { type AdsRefusal, failureMessage, forbidden, plannable, signedOut } from "./failures";
import type { Jobs } from "./jobs";
import { type Answer, type Procedure, procedures } from "./services";

type Grpc = typeof import("@grpc/grpc-js");
type Loader = typeof import("@grpc/proto-loader");
type Call = ServerUnaryCall<unknown, object>;

const V25 = "google.ads.googleads.v25";
const FAILURE = `${V25}.errors.GoogleAdsFailure`;
const TRAILER = `${FAILURE.toLowerCase()}-bin`;
const PROTOS = [
  "services/offline_user_data_job_service.proto",
  "services/user_list_service.proto",
  "errors/errors.proto",
].map((file) => `google/ads/googleads/v25/${file}`);

/** Members are refused when a job is given them, and taken when it is run. */
const changesFor = (address: string) => (kind: string) =>
  address.endsWith(
    kind.startsWith("invalid_") ? "/AddOfflineUserDataJobOperations" : "/RunOfflineUserDataJob",
  );

/** What every connection of HTTP/2 begins with. */
const PREFACE = "PRI * HTTP/2.0";

/** The services of Google Ads over gRPC, at the address where the rest is spoken over HTTP/1. Loaded with the first connection. */
export function overGrpc(google: GoogleWorld, jobs: Jobs, faults: FaultPlan): OtherProtocol {
  let server: ReturnType<typeof startServices> | undefined;
  return {
    begins: PREFACE,
    take(socket) {
      server ??= startServices(google, jobs, faults);
      server.injectConnection(socket);
    },
  };
}

function startServices(google: GoogleWorld, jobs: Jobs, faults: FaultPlan) {
  const load = hiddenRequire(import.meta.url);
  const grpc: Grpc = load("@grpc/grpc-js");
  const protos = readProtos(load);
  const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
  for (const [service, named] of Object.entries(procedures(google, jobs))) {
    const definition = protos[`${V25}.services.${service}`] as ServiceDefinition;
    const implementation: UntypedServiceImplementation = {};
    for (const [name, procedure] of Object.entries(named)) {
      const address = definition[name]!.path;
      implementation[name] = (call: Call, answer: sendUnaryData<object>) =>
        serve({ grpc, protos, google, faults }, { address, procedure, call, answer });
    }
    server.addService(definition, implementation);
  }
  return server.createConnectionInjector(grpc.ServerCredentials.createInsecure());
}

/** The protos that google-ads-node and google-gax bring along. */
function readProtos(load: NodeJS.Require): PackageDefinition {
  const loader: Loader = load("@grpc/proto-loader");
  const folders = ["google-ads-node", "google-gax"].map((name) =>
    path.join(path.dirname(load.resolve(name)), "../protos"),
  );
  return loader.loadSync(PROTOS, {
    includeDirs: folders,
    keepCase: true,
    longs: String,
    enums: String,
    arrays: true,
  });
}

type Stage = { grpc: Grpc; protos: PackageDefinition; google: GoogleWorld; faults: FaultPlan };
type Asked = { address: string; procedure: Procedure; call: Call; answer: sendUnaryData<object> };

async function serve(stage: Stage, { address, procedure, call, answer }: Asked): Promise<void> {
  const fault = stage.faults.meet({ method: "POST", path: address, changes: changesFor(address) });
  const kind = fault?.kind ?? "";
  if (kind === "hang_before") return;
  if (kind === "latency") await new Promise((resolve) => setTimeout(resolve, fault!.milliseconds));
  if (["drop_before", "status", "html"].includes(kind)) return broken(stage, answer);
  const planned = fault && plannable[kind];
  if (kind === "token_expired") stage.google.tokens.endSignIn();
  const outcome: Answer = planned ? { refusal: planned(fault) } : act(stage, procedure, call, fault);
  if (kind === "hang_after") return;
  if (kind === "drop_after") return broken(stage, answer);
  respond(stage, outcome, answer);
}

function act({ google }: Stage, procedure: Procedure, call: Call, fault: Fault | undefined): Answer {
  const header = (name: string) => call.metadata.get(name)[0]?.toString();
  if (!google.tokens.knows(header("authorization"))) return { refusal: signedOut() };
  const login = header("login-customer-id");
  if (login !== undefined && login !== google.manager) return { refusal: forbidden() };
  return procedure(call.request, fault);
}

function respond(stage: Stage, outcome: Answer, answer: sendUnaryData<object>): void {
  if ("message" in outcome) answer(null, outcome.message);
  else if ("refusal" in outcome) refuse(stage, outcome.refusal, answer);
  else {
    const value = encoded(stage, failureMessage(outcome.partial));
    const details = [{ type_url: `type.googleapis.com/${FAILURE}`, value }];
    answer(null, { partial_failure_error: { code: 3, message: "Some operations were refused.", details } });
  }
}

function refuse(stage: Stage, { grpc: code, errors }: AdsRefusal, answer: sendUnaryData<object>): void {
  const metadata = new stage.grpc.Metadata();
  if (errors.length > 0) metadata.set(TRAILER, encoded(stage, failureMessage(errors)));
  answer({ code, details: "The request was refused.", metadata });
}

function broken({ grpc }: Stage, answer: sendUnaryData<object>): void {
  answer({ code: grpc.status.UNAVAILABLE, details: "The connection broke." });
}

function encoded({ protos }: Stage, failure: object): Buffer {
  return (protos[FAILURE] as MessageTypeDefinition<object, object>).serialize(failure);
}
