/** Where a field was looked for that a request lacks, as FastAPI says it of every such request. */
const LOOKED_IN = /["']loc["']\s?:\s?[[(]\s?["'](\w{1,20})["']\s?,\s?["']([\w-]{1,60})["']/;
const LACKS = /field required/i;
/** Of a longer text only the beginning is looked at. */
const LOOKED_AT = 100_000;

const ENTRY_OF: Readonly<Record<string, string>> = {
  'query code': 'symptom:answer-without-code',
  'query state': 'symptom:answer-without-code',
  'header authorization': 'symptom:no-token-sent',
};

/** What a server means that answers a request with the fields it lacks: an answer without its code, no token, or another. */
export function missingField(plain: string): { readonly entry: string; readonly at: number } | null {
  const text = plain.slice(0, LOOKED_AT);
  const place = LACKS.test(text) ? LOOKED_IN.exec(text) : null;
  if (place === null) return null;
  const [, source = '', field = ''] = place;
  return {
    entry: ENTRY_OF[`${source} ${field}`.toLowerCase()] ?? 'symptom:request-lacks-field',
    at: place.index,
  };
}
