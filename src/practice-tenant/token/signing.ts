import {
  calculateJwkThumbprint,
  compactVerify,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import type { PracticeState } from '../state.ts';
import type { SigningKey } from '../state-settings.ts';

const ALGORITHM = 'RS256';

async function newSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const privateJwk = await exportJWK(privateKey);
  return {
    kid: await calculateJwkThumbprint(publicJwk),
    privateJwk: { ...privateJwk },
    publicJwk: { ...publicJwk },
  };
}

/** The key that all tenants of this process share, since generating one takes longer than the requests that need it. */
let shared: Promise<SigningKey> | null = null;

/** The tenant's signing key, made when the first token is. */
export async function signingKeyOf(state: PracticeState): Promise<SigningKey> {
  if (state.signingKey === null) {
    shared ??= newSigningKey();
    state.signingKey = await shared;
  }
  return state.signingKey;
}

export interface TokenText {
  readonly header?: Readonly<Record<string, string>>;
  readonly payload: JWTPayload;
}

export async function signToken(state: PracticeState, { header, payload }: TokenText): Promise<string> {
  const { kid, privateJwk } = await signingKeyOf(state);
  const key = await importJWK(privateJwk as JWK, ALGORITHM);
  return new SignJWT(payload).setProtectedHeader({ typ: 'JWT', alg: ALGORITHM, kid, ...header }).sign(key);
}

/** The payload of a token that this tenant signed, whatever its times; null for any other text. */
export async function verifiedPayload(state: PracticeState, token: string): Promise<JWTPayload | null> {
  try {
    const { publicJwk } = await signingKeyOf(state);
    const key = await importJWK(publicJwk as JWK, ALGORITHM);
    const { payload } = await compactVerify(token, key, { algorithms: [ALGORITHM] });
    const claims = JSON.parse(new TextDecoder().decode(payload)) as JWTPayload;
    return claims.tid === state.tenant.id ? claims : null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return null;
    throw error;
  }
}
