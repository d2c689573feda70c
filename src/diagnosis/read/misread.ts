import { isKnownCode } from '../catalogue/index.ts';

/** What a reader of pictures takes for the prefix and for digits. */
const PREFIX_AND_DIGITS =
  /(?<![A-Za-z0-9])[A4][A4][DO0][S5][T7][S5][ :;.]{0,2}([0-9OoQlI|SsBZ]{5,8})(?![0-9A-Za-z])/g;
const DIGITS: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  l: '1',
  I: '1',
  '|': '1',
  S: '5',
  s: '5',
  B: '8',
  Z: '2',
};

/** Text from a picture, with numbers and addresses as they were: only where that gives a number that is known. */
export function withoutMisreadings(text: string): string {
  return text
    .replace(PREFIX_AND_DIGITS, (whole, read: string) => {
      const digits = read.replace(/\D/g, (char) => DIGITS[char] ?? char);
      return isKnownCode(digits) ? `AADSTS${digits}` : whole;
    })
    .replace(/127\.[0O]\.[0O]\.[1lI](?![0-9A-Za-z])/g, '127.0.0.1')
    .replace(/\b(https?|api) ?: ?\/ ?\/ ?(?=[\w{])/g, '$1://');
}
