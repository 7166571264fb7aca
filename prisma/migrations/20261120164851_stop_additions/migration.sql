-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "additionsStopReason" TEXT,
ADD COLUMN     "additionsStoppedAt" TIMESTAMPTZ(3),
ADD COLUMN     "additionsStoppedById" TEXT;

-- AddForeignKey
ALTER TABLE "Workspace" ADD CONSTRAINT "Workspace_additionsStoppedById_fkey" FOREIGN KEY ("additionsStoppedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;


