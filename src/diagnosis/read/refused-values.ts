import { masked } from './masked.ts';

const VALUE = '((?:https?|api):\\/\\/[^\\s\'"\\]),;]{1,300}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
/** Words before the value that a validator was given, as opposed to the one that it expected. */
const GIVEN = '(?:got|received|actual|provided|but was|found|has value|with value|claim value)';

/** The wordings in which validators print the value of a claim that they refuse. */
function waysToName(claim: string): readonly RegExp[] {
  return [
    new RegExp(`\\b${claim}\\b[^]{0,160}?\\b${GIVEN}\\b[^\\w/]{0,6}${VALUE}`, 'i'),
    new RegExp(`\\b${GIVEN}\\s${claim}\\b[^\\w/]{0,6}${VALUE}`, 'i'),
    new RegExp(
      `(?<!(?:expected|valid|allowed|required|configured)\\s)\\b${claim}\\s?[=:]\\s?["'[]{0,3}${VALUE}`,
      'i',
    ),
    new RegExp(
      `(?:invalid|wrong|bad|unknown|unexpected)\\s${claim}\\s(?:for|of|specified for the access token|claim)?[^\\w/]{0,6}${VALUE}`,
      'i',
    ),
    new RegExp(`\\b${claim}\\s(?:rejected|refused|not allowed|mismatch)[^\\w/]{0,6}${VALUE}`, 'i'),
  ];
}

const WAYS = {
  audience: waysToName('(?:aud|audiences?)'),
  issuer: waysToName('(?:iss|issuers?)'),
} as const;

/** The audience or issuer of a refused token; null where the text does not tell it from the expected one. */
export function refusedValue(text: string, claim: keyof typeof WAYS): string | null {
  const line = text.replaceAll('\n', ' ');
  for (const way of WAYS[claim]) {
    const value = way.exec(line)?.[1]?.replace(/[.:]+$/, '');
    if (value !== undefined) return masked(value);
  }
  return null;
}
