/** Prisma reads errors of the engine's process from JSON lines on standard error. */
export function reportError(message, errorCode) {
  const fields = { message, error_code: errorCode, is_panic: false };
  const line = {
    level: "ERROR",
    target: "schema_engine::logger",
    timestamp: new Date().toISOString(),
    fields,
  };
  process.stderr.write(`\n${JSON.stringify(line)}\n`);
}

/** Answers one request line; the engine is opened by the first. */
export function createAnswerer(openEngine) {
  let engine;
  return async function answer(line) {
    const { id, method, params } = JSON.parse(line);
    if (!method) return;
    try {
      engine ??= openEngine();
      send({ id, result: await call(await engine, id, method, params) });
    } catch (error) {
      send({ id, error: toRpcError(error) });
    }
  };
}

async function call(engine, id, method, params) {
  const name = method === "getDatabaseVersion" ? "version" : method;
  if (typeof engine[name] !== "function") throw new Error(`The schema engine has no method ${method}.`);
  const result = (await engine[name](params)) ?? null;
  // The native engine prints a diff through a request of its own; the wasm one returns it.
  if (method === "diff" && result?.stdout) {
    send({ id: `print-${id}`, method: "print", params: { content: result.stdout } });
  }
  return result;
}

/** 4466 is the code under which Prisma looks for the details in `data`. */
function toRpcError(error) {
  return {
    code: 4466,
    message: "An error happened. Check the data field for details.",
    data: {
      is_panic: false,
      message: error?.message ?? String(error),
      error_code: error?.code,
      meta: error?.meta ?? null,
    },
  };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
