/** The queue as jobs see it: they reach the database through services only. */
export { enqueue, type JobName, type Jobs, type QueuedJob, queue, stopQueue } from "@/lib/db/queue";
export { closeBell } from "@/lib/db/slot-bell";
