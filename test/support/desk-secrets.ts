import type { Transport } from '../../src/ports.ts';
import type { FileOnDesk } from './desk-disk.ts';

/** Secrets that were seen, which may be in private files only, or nowhere. */
export interface Secrets {
  /** Values of client secrets, allowed in `.env` files of mode 0600 only. */
  readonly values: Set<string>;
  /** Tokens and codes, allowed nowhere. */
  readonly tokens: Set<string>;
}

const TOKEN_MEMBERS = ['access_token', 'refresh_token', 'id_token', 'device_code'];

/** A transport that remembers every secret in the answers. */
export function overhearing(transport: Transport, secrets: Secrets): Transport {
  return async (request) => {
    const response = await transport(request);
    const code = new URL(response.headers.get('location') ?? 'https://none').searchParams.get('code');
    if (code !== null) secrets.tokens.add(code);
    const text = await response.clone().text();
    for (const [, member = '', value = ''] of text.matchAll(/"(\w+)":\s?"([^"]{16,})"/g)) {
      if (member === 'secretText') secrets.values.add(value);
      if (TOKEN_MEMBERS.includes(member)) secrets.tokens.add(value);
    }
    return response;
  };
}

interface Searched {
  readonly out: string;
  readonly err: string;
  readonly content: ReadonlyMap<string, FileOnDesk>;
}

/** The places in which there is a secret that must not be there. */
export function leaksIn({ out, err, content }: Searched, { values, tokens }: Secrets): readonly string[] {
  const places = [
    ['stdout', out],
    ['stderr', err],
  ] as const;
  const files = [...content].filter(([path]) => !path.endsWith('practice.json'));
  const inFiles = files.map(([path, { text }]) => [path, text] as const);
  const holds = (text: string, secret: string) =>
    text.includes(secret) || text.includes(encodeURIComponent(secret));
  const isPrivate = (path: string) => /^(.*\/)?\.env/.test(path) && content.get(path)?.mode === 0o600;
  const ofTokens = [...tokens].flatMap((token) =>
    [...places, ...inFiles].filter(([, text]) => holds(text, token)).map(([place]) => `a token in ${place}`),
  );
  const ofValues = [...values].flatMap((value) =>
    [...places, ...inFiles.filter(([path]) => !isPrivate(path))]
      .filter(([, text]) => holds(text, value))
      .map(([place]) => `a secret in ${place}`),
  );
  const ofKeys = [...places, ...inFiles]
    .filter(([, text]) => text.includes('PRIVATE KEY'))
    .filter(([place]) => !place.endsWith('.pem') || content.get(place)?.mode !== 0o600)
    .map(([place]) => `a private key in ${place}`);
  return [...ofTokens, ...ofValues, ...ofKeys];
}
