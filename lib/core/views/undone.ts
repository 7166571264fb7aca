/** The run that an undo takes back, and when it began. */
export type UndoneView = { id: string; at: string };
