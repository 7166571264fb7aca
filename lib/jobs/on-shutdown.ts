const HOOKS = Symbol.for("coterie.shutdown");

type Hook = () => Promise<void>;
type Host = typeof globalThis & { [HOOKS]?: Hook[] };

/**
 * Registers what a process does before it ends when it is asked to: the web process runs these on Ctrl-C and SIGTERM
 * and gives them ten seconds together. A worker returns its jobs here, so that another takes them at once.
 */
export function onShutdown(hook: Hook): void {
  const host: Host = globalThis;
  host[HOOKS] ??= [];
  host[HOOKS].push(hook);
}
