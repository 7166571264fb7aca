-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'budget';

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "bytesBilled" BIGINT,
ADD COLUMN     "platformCalls" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "rowsRead" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "rowsSent" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "workedMs" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "budget" JSONB;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "budget" JSONB;


