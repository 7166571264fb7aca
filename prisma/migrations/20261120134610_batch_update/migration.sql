-- AlterEnum
ALTER TYPE "BatchOperation" ADD VALUE 'update';


