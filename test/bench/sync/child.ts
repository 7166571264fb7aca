import { fork } from "node:child_process";
import { once } from "node:events";
import { type Usage, usageOf } from "./usage";

/** Of one subject in one phase. */
export type Measured = Usage & { wallSeconds: number };

/** A part of this program as a process of its own: it is measured from when it is prepared to when it is done. */
export async function measureChild(role: string, job: object): Promise<Measured> {
  const child = fork(process.argv[1]!, [role, JSON.stringify(job)], { execArgv: [] });
  const ended = once(child, "exit").then(() => {
    throw new Error(`The ${role} ended before it was done.`);
  });
  const said = async () => Promise.race([once(child, "message"), ended]);
  await said();
  const before = usageOf(child.pid!);
  const startedAt = performance.now();
  child.send("go");
  await said();
  const wallSeconds = (performance.now() - startedAt) / 1_000;
  const { cpuSeconds, peakMb } = usageOf(child.pid!);
  ended.catch(() => undefined);
  child.kill();
  return { wallSeconds, cpuSeconds: cpuSeconds - before.cpuSeconds, peakMb };
}

/** The child's side. */
export async function serve(prepared: Promise<() => Promise<void>>): Promise<void> {
  const work = await prepared;
  const told = once(process, "message");
  process.send!("prepared");
  await told;
  await work();
  process.send!("done");
}
