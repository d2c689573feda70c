import { isKnownCode } from '../catalogue/index.ts';

/** The letters of the prefix, with those of other scripts and digits that look like them, as text recognition gives them. */
const A = '[AaАаΑ4]';
const D = '[DdԀО0O]';
const S = '[SsЅѕ5$]';
const T = '[TtТтΤτ7]';
const PREFIX_AND_DIGITS = new RegExp(
  `(?<![\\p{L}\\p{N}])${A}${A}${D}${S}${T}${S}[ :;.]{0,2}([0-9OoОоΟοQlIІΙ|SsЅѕBВΒZΖ]{5,8})(?![\\p{L}\\p{N}])`,
  'gu',
);
const DIGITS: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'OoОоΟοQ'].map((char) => [char, '0'])),
  ...Object.fromEntries([...'lIІΙ|'].map((char) => [char, '1'])),
  ...Object.fromEntries([...'SsЅѕ'].map((char) => [char, '5'])),
  ...Object.fromEntries([...'BВΒ'].map((char) => [char, '8'])),
  ...Object.fromEntries([...'ZΖ'].map((char) => [char, '2'])),
};

/** Text that was recognised in a picture, with numbers and URLs corrected; a number only where that gives one of the catalogue. */
export function withoutMisreadings(text: string): string {
  return text
    .replace(PREFIX_AND_DIGITS, (whole, read: string) => {
      const digits = read.replace(/\D/g, (char) => DIGITS[char] ?? char);
      return isKnownCode(digits) ? `AADSTS${digits}` : whole;
    })
    .replace(/127\.[0O]\.[0O]\.[1lI](?![0-9A-Za-z])/g, '127.0.0.1')
    .replace(/\b(https?|api) ?: ?\/ ?\/ ?(?=[\w{])/g, '$1://');
}
