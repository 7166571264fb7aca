/**
 * Classes of characters, written out: \s, \p{P} and their like differ between JavaScript and the RE2 of warehouses, and
 * between versions of Unicode. They are insides of [ ], for patterns that both read alike.
 */

/** What carries no ink: control characters, spaces of every width, zero-width and directional marks. */
export const BLANK =
  "\\x00-\\x20\\x7f-\\xa0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufe00-\ufe0f\ufeff";

/** Punctuation and symbols of the scripts that personal names are written in, currency signs, dingbats and emoji. */
export const PUNCTUATION = [
  "!-/:-@\\[-`{-~", // ASCII
  "\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7", // Latin-1
  "\u02b9-\u02df", // modifier letters that stand for apostrophes and accents
  "\u037e\u0387\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4", // Greek, Armenian, Hebrew
  "\u060c\u061b\u061e\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u0e2f\u0e5a\u0e5b", // Arabic, Devanagari, Thai
  "\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff", // general punctuation, currency, symbols
  "\u3001-\u3004\u3008-\u3020\u3030\u303d\u30a0\u30fb", // CJK
  "\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe66\ufe68-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65", // wide and small forms
  "\u{1f000}-\u{1faff}", // emoji
].join("");
