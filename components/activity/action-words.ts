/** What was done, between who did it and what it was done to. */
const WORDS: Readonly<Record<string, string>> = {
  "audience.create": "created the audience",
  "audience.save_draft": "edited the draft of",
  "audience.save_version": "saved a version of",
  "catalog.import": "imported",
  "change_set.approve": "approved",
  "change_set.comment": "commented on",
  "change_set.measure": "measured",
  "change_set.create": "asked for approval of",
  "change_set.request_changes": "asked for changes to",
  "change_set.void": "voided",
  "change_set.withdraw": "withdrew",
  "demo.story_told": "set up the demo of",
  "destination.create": "connected",
  "destination.create_object": "created an audience at",
  "destination.set_policy": "set the policy of",
  "destination.test": "tested",
  "destination.update": "changed the connection of",
  "member.create": "added",
  "member.update": "changed the access of",
  "run.cancel": "cancelled",
  "run.end": "finished",
  "run.fail": "gave up",
  "run.retry": "retried",
  "run.start": "started",
  "sync.create": "set up",
  "sync.end": "ended",
  "sync.pause": "paused",
  "sync.resume": "resumed",
  "sync.run": "ran",
  "sync.update": "changed",
  "sync.void": "voided the approval of",
  "workspace.create": "created",
};

/** An action without words of its own is shown as it is recorded. */
export function actionWords(action: string): string {
  return WORDS[action] ?? action.replace(/[._]/g, " ");
}
