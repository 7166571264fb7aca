import { cancelRun, isUnderWay, newest, pause, queueRun, waitForRuns } from "./runs";
import type { Blow } from "./schedule";
import type { Stand } from "./stand";
import type { WarmWorker } from "./warm-worker";

const ALONE_MS = 45_000;
/** A program needs to write some files to live at all. */
const LEAST_KILOBYTES = 16;

/** Whether it struck: a worker may never come to the point where it would kill itself. */
export async function strike(stand: Stand, blow: Blow): Promise<boolean> {
  const { fleet } = stand;
  if (blow.kind === "kill_postgres") await stand.world.postgres.crash?.();
  else if (blow.kind === "cancel") await cancelRun(stand.syncs[blow.sync]!);
  else if (blow.kind === "clock_jump") fleet.jump(blow.worker, blow.byMs);
  else if (blow.kind === "kill_worker") {
    await fleet.kill(blow.worker);
    await fleet.fill();
  } else if (blow.kind === "kill_simulator") {
    const { platform } = stand.syncs[blow.sync]!;
    await platform.kill();
    await pause(blow.downMs);
    await platform.start();
  } else if (blow.kind === "crash_at") {
    await fleet.emptyAll(blow.others);
    return alone(stand, await fleet.start(0, { COTERIE_CRASH_AT: blow.point }));
  } else await fillDisk(stand, blow);
  return true;
}

/** Whether it killed itself; whatever it leaves is taken up by others. */
async function alone(stand: Stand, doomed: WarmWorker): Promise<boolean> {
  await hurry(stand);
  await Promise.race([doomed.ended, waitForRuns(stand.syncs, ALONE_MS)]);
  const struck = doomed.isGone;
  await stand.fleet.kill(0);
  await stand.fleet.fill();
  return struck;
}

async function fillDisk(
  stand: Stand,
  { kilobytes, forMs }: Extract<Blow, { kind: "disk_full" }>,
): Promise<void> {
  const { disk, fleet, world } = stand;
  if (disk) {
    disk.fill(kilobytes);
    await pause(forMs);
    disk.enlarge();
    return;
  }
  await fleet.emptyAll("stop");
  await alone(stand, await fleet.start(0, {}, world.pool.limited(LEAST_KILOBYTES + kilobytes)));
}

/** Whatever is under way is queued again, as an impatient person would. */
export async function hurry(stand: Stand): Promise<void> {
  for (const stood of stand.syncs) {
    const run = await newest(stood);
    if (run && (await isUnderWay(stood))) await queueRun(run.id);
  }
}
