/** "change_set.approve" -> "change set: approve". Actions are the services' own words, shown as they are. */
export function actionWords(action: string): string {
  const [noun = "", verb = ""] = action.split(".");
  const words = (text: string) =>
    text
      .replace(/[_-]/g, " ")
      .replace(/([a-z])([A-Z])/g, "$1 $2")
      .toLowerCase();
  return verb === "" ? words(noun) : `${words(noun)}: ${words(verb)} ·`;
}
