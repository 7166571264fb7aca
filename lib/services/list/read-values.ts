import { InvalidInput } from "@/lib/core/errors";
import { listText } from "@/lib/core/list/form";
import { type ListForm, MAX_ENTRIES } from "@/lib/core/list/held";

/** What was sent: distinct values as the list reads them, and how many lines gave none. */
export type SentValues = { texts: ReadonlySet<string>; lines: number; blank: number; duplicates: number };

/** Values are e-mails, names, ids; a longer line is another kind of file. */
const LONGEST = 1_000;

/** Lines of UTF-8 text as they arrive, one value a line. */
export async function readValues(chunks: AsyncIterable<Uint8Array>, form: ListForm): Promise<SentValues> {
  const texts = new Set<string>();
  let [lines, blank, duplicates] = [0, 0, 0];
  for await (const line of linesOf(chunks)) {
    lines += 1;
    if (line.length > LONGEST) throw tooLong(lines);
    const text = line.trim() === "" ? "" : listText(form, line);
    if (text === "") blank += 1;
    else if (texts.has(text)) duplicates += 1;
    else texts.add(text);
    if (texts.size > MAX_ENTRIES) throw tooMany();
  }
  return { texts, lines, blank, duplicates };
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  for await (const chunk of chunks) {
    rest += decode(decoder, chunk);
    // A return at the very end may be the first half of a line break.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    yield* lines;
    if (rest.length > 10 * LONGEST) throw tooLong(null);
  }
  rest += decode(decoder);
  const lines = rest.split(/\r\n|\n|\r/);
  // The last line's own break begins no other.
  if (lines.at(-1) === "") lines.pop();
  yield* lines;
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new InvalidInput({
      code: "LIST_ENCODING",
      message: "This is not a text file in UTF-8.",
      fix: "Save the file as plain text in UTF-8, with one value a line.",
    });
  }
}

function tooLong(line: number | null): InvalidInput {
  return new InvalidInput({
    code: "LIST_LINE",
    message: `${line === null ? "A line" : `Line ${line}`} is longer than ${LONGEST.toLocaleString("en")} characters.`,
    fix: "Send one value a line, and nothing else.",
  });
}

export function tooMany(): InvalidInput {
  return new InvalidInput({
    code: "LIST_TOO_LONG",
    message: `A list holds at most ${MAX_ENTRIES.toLocaleString("en")} values.`,
    fix: "Split it, or keep the values in a table of the warehouse.",
  });
}
