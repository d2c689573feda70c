/** What a pasted token says about itself. Nothing of it is verified: it is read, never trusted. */
export interface TokenFacts {
  /** `jwt` could be read; `encrypted` and `opaque` cannot be by anybody but their addressee. */
  readonly format: 'jwt' | 'encrypted' | 'opaque';
  readonly kind: 'access' | 'id' | 'app-only' | 'unknown';
  /** From `ver`: decides issuer and audience. */
  readonly version: 1 | 2 | null;
  readonly forGraph: boolean;
  readonly audience: readonly string[];
  readonly issuer: string | null;
  readonly tenantId: string | null;
  /** The client the token was issued to: `azp` (v2) or `appid` (v1). */
  readonly clientAppId: string | null;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  /** Seconds since 1970. */
  readonly issuedAt: number | null;
  readonly notBefore: number | null;
  readonly expiresAt: number | null;
}
