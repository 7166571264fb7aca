const MINUTE = 60_000;

/** Calls of the last minute, counted as Google does: changes and reading apart. */
export class Quota {
  private calls = new Map<string, number[]>();

  constructor(private readonly now: () => number) {}

  /** Seconds to wait where the minute's calls are used up; else null, and the call counts. */
  take(name: string, most: number): number | null {
    const now = this.now();
    const recent = (this.calls.get(name) ?? []).filter((at) => at > now - MINUTE);
    this.calls.set(name, recent);
    if (recent.length >= most) return Math.ceil((recent[0]! + MINUTE - now) / 1000);
    recent.push(now);
    return null;
  }

  forget(): void {
    this.calls = new Map();
  }
}
