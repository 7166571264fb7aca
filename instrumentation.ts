/**
 * Boots the worker beside the screens, so that one process is a whole Coterie. COTERIE_WORKER=off leaves the work to
 * processes of `coterie worker`.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { bootSimulators, bootWorker } = await import("@/lib/jobs/boot");
  await bootSimulators();
  if (process.env.COTERIE_WORKER !== "off") await bootWorker();
}
