/**
 * Boots the worker beside the screens, so that one process is a whole Coterie. COTERIE_WORKER=off leaves the work to
 * processes of `coterie worker`.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.COTERIE_WORKER === "off") return;
  const { bootWorker } = await import("@/lib/jobs/boot");
  await bootWorker();
}
