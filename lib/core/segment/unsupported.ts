import type { ConditionKind, ValueKind, WindowKind } from "./kinds";

/**
 * Parts of the language that parse but cannot be answered yet. Removing an entry makes its node available
 * everywhere; the readers' tables then say what is still to be written.
 */
export const UNSUPPORTED: {
  condition: Partial<Record<ConditionKind, string>>;
  value: Partial<Record<ValueKind, string>>;
  window: Partial<Record<WindowKind, string>>;
} = {
  condition: {},
  value: {},
  window: {},
};
