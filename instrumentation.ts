import type { Instrumentation } from "next";

/**
 * Boots the worker beside the screens, so that one process is a whole Coterie. COTERIE_WORKER=off leaves the work to
 * processes of `coterie worker`.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { bootSimulators, bootTracing, bootWorker } = await import("@/lib/jobs/boot");
  await bootTracing();
  await bootSimulators();
  if (process.env.COTERIE_WORKER !== "off") await bootWorker();
}

/** A page that could not be made, under the reference its screen names. The message may quote anything, so it stays out. */
export const onRequestError: Instrumentation.onRequestError = async (
  error,
  request,
  { routePath, routeType },
) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { createLog } = await import("@/lib/trace/log");
  const { name, digest } = Object(error) as { name?: string; digest?: string };
  const id = request.headers["x-request-id"];
  createLog("web").error({ request: id, digest, name, route: routePath, kind: routeType }, "a page failed");
};
