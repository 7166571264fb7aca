-- CreateTable
CREATE TABLE "ScannedBytes" (
    "workspaceId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "ScannedBytes_pkey" PRIMARY KEY ("workspaceId","userId","day")
);

-- CreateIndex
CREATE INDEX "ScannedBytes_userId_idx" ON "ScannedBytes"("userId");

-- AddForeignKey
ALTER TABLE "ScannedBytes" ADD CONSTRAINT "ScannedBytes_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScannedBytes" ADD CONSTRAINT "ScannedBytes_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
