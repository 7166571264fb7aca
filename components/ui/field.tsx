import { type ComponentProps, type ReactNode, useId } from "react";
import { classNames } from "./class-names";

const CONTROL =
  "h-8 rounded-md border border-control-line bg-raised px-2.5 text-sm text-ink transition-quick hover:border-ink-3 disabled:opacity-60 disabled:cursor-not-allowed aria-invalid:border-bad";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={classNames(CONTROL, "w-full", className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={classNames(CONTROL, "h-auto w-full py-1.5", className)} {...rest} />;
}

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** The system's own select: right on every device and with every screen reader. */
export function Select({
  options,
  className,
  groups,
  ...rest
}: Omit<ComponentProps<"select">, "children"> & {
  options: readonly SelectOption[];
  groups?: readonly { label: string; options: readonly SelectOption[] }[];
}) {
  return (
    <select className={classNames(CONTROL, "w-full chevron-down appearance-none pr-7", className)} {...rest}>
      {options.map(asOption)}
      {groups?.map((group) => (
        <optgroup key={group.label} label={group.label}>
          {group.options.map(asOption)}
        </optgroup>
      ))}
    </select>
  );
}

function asOption({ value, label, disabled }: SelectOption) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  );
}

export type FieldAria = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Label, control, help and problem, tied together for everyone. */
export function Field({
  label,
  help,
  problem,
  className,
  children,
}: {
  label: string;
  help?: ReactNode;
  problem?: string;
  className?: string;
  children: (aria: FieldAria) => ReactNode;
}) {
  const id = useId();
  const described = [help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return (
    <div className={classNames("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": problem ? true : undefined,
      })}
      {help && (
        <p id={`${id}-help`} className="text-xs text-ink-3">
          {help}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className="text-xs text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}

/** One of a few, each with its consequence said. */
export function Choice<V extends string>({
  legend,
  value,
  onChange,
  options,
  disabled,
}: {
  legend: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string; help: string }[];
  disabled?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col gap-2" disabled={disabled}>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex items-start gap-2.5">
          <input
            type="radio"
            className="mt-1"
            name={name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <span className="block text-sm">{option.label}</span>
            <span className="block text-xs text-ink-3">{option.help}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
