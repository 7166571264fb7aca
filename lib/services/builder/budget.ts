import { CoterieError } from "@/lib/core/errors";
import type { PriceView } from "@/lib/core/views/builder";
import type { PrismaClient } from "@/lib/db/generated/client";
import type { Scope } from "../service";

const GIGABYTE = 1_000_000_000;

/** More than may be spent without someone saying so. */
export class TooDear extends CoterieError {
  constructor(readonly price: PriceView["price"]) {
    super({
      code: "SCAN_NOT_AGREED",
      message: `Answering this scans ${(price.bytes / GIGABYTE).toFixed(1)} GB, and the warehouse bills for it.`,
      fix: "Calculate it explicitly, or narrow the question.",
      remedy: "fix_input",
      details: { ...price },
    });
  }
}

/** The answer, or what it would cost where that is more than is spent without asking. */
export async function priced<T>(work: () => Promise<T>): Promise<T | PriceView> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooDear) return { price: error.price };
    throw error;
  }
}

/**
 * Lets a question scan so many bytes and writes them down, or throws TooDear: it is above what one question may scan, or what
 * the person may scan in a day, and they have not agreed to as much. They are billed even if the question is given up.
 */
export async function spend(
  { db, actor }: Pick<Scope, "db" | "actor">,
  bytes: number,
  agreedBytes: number | undefined,
): Promise<void> {
  const { daily, question } = scanBudget();
  const spent = await spentToday(db, actor);
  const isWithin = bytes <= question && spent + bytes <= daily;
  if (!isWithin && (agreedBytes === undefined || bytes > agreedBytes)) {
    throw new TooDear({ bytes, spentToday: spent, dailyBytes: daily, questionBytes: question });
  }
  const { workspaceId, userId } = actor;
  const key = { workspaceId, userId, day: today() };
  await db.scannedBytes.upsert({
    where: { workspaceId_userId_day: key },
    create: { ...key, bytes },
    update: { bytes: { increment: bytes } },
  });
}

export async function spentToday(db: PrismaClient, { workspaceId, userId }: Scope["actor"]): Promise<number> {
  const row = await db.scannedBytes.findUnique({
    where: { workspaceId_userId_day: { workspaceId, userId, day: today() } },
  });
  return Number(row?.bytes ?? 0);
}

/** What may be scanned where the warehouse bills it, bytes. */
export function scanBudget(): { daily: number; question: number } {
  return {
    daily: gigabytes(process.env.COTERIE_SCAN_GB_PER_DAY, 50),
    question: gigabytes(process.env.COTERIE_SCAN_GB_PER_QUESTION, 1),
  };
}

function gigabytes(setting: string | undefined, otherwise: number): number {
  const number = Number(setting?.trim() || otherwise);
  return (Number.isFinite(number) && number >= 0 ? number : otherwise) * GIGABYTE;
}

function today(): Date {
  return new Date(`${new Date().toISOString().slice(0, 10)}T00:00:00Z`);
}
