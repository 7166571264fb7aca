import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const LARGE = "512m";

/** A file system of its own for a folder, which can be made full: what is written then fails as on any full disk. */
export class Disk {
  private constructor(private readonly folder: string) {}

  /** Null where this user may not mount one. */
  static mount(folder: string): Disk | null {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${LARGE},mode=700`, "tmpfs", folder], {
        stdio: "ignore",
      });
      return new Disk(folder);
    } catch {
      return null;
    }
  }

  /** Only so many kilobytes more can be written from now on. */
  fill(kilobytes: number): void {
    const { blocks, bfree, bsize } = statfsSync(this.folder);
    const used = Math.ceil(((blocks - bfree) * bsize) / 1024);
    this.resize(`${Math.max(4, used + kilobytes)}k`);
  }

  enlarge(): void {
    this.resize(LARGE);
  }

  unmount(): void {
    execFileSync("umount", ["-l", this.folder], { stdio: "ignore" });
  }

  private resize(size: string): void {
    try {
      execFileSync("mount", ["-o", `remount,size=${size}`, this.folder], { stdio: "ignore" });
    } catch {
      // More was written since it was measured: a file system is not made smaller than what it holds.
    }
  }
}

/** What processes left mounted that were killed; their folders are named "PREFIX-pid-…". */
export function unmountLeftovers(prefix: string): void {
  const points = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" ")[1] ?? "");
  for (const point of points.filter((each) => each.startsWith(join(tmpdir(), prefix)))) {
    const pid = /-(\d+)-[^/]*(?:\/|$)/.exec(point)?.[1];
    if (pid && !existsSync(`/proc/${pid}`)) execFileSync("umount", ["-l", point], { stdio: "ignore" });
  }
}

/** What "disk_full" is on this machine. */
export function diskKind(): "a tmpfs of its own" | "a limit on the size of files" {
  const folder = join(tmpdir(), `coterie-faults-try-${process.pid}`);
  const disk = Disk.mount(folder);
  disk?.unmount();
  return disk ? "a tmpfs of its own" : "a limit on the size of files";
}
