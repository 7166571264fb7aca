import { openAiCompatible } from "@/lib/assist/openai-compatible";
import { assistSettings } from "@/lib/assist/settings";
import type { LanguageModel } from "@/lib/core/ports/language-model";

/** The model the environment names; null where none is. */
export function configuredModel(): LanguageModel | null {
  const settings = assistSettings();
  return settings && openAiCompatible(settings);
}
