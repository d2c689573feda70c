import { createHash } from 'node:crypto';
import type { Blueprint } from '../../src/core/blueprint.ts';
import {
  DEFAULT_BACKUP_REDIRECT_URIS,
  DEFAULT_GATEWAY_CALLBACK,
  DEFAULT_REDIRECT_URIS,
  DEFAULT_SIGN_IN_PERMISSIONS,
  scopeNamed,
} from '../../src/core/blueprint.ts';
import type { CheckContext } from '../../src/core/check.ts';
import type { Patience } from '../../src/graph/backoff.ts';
import { type Graph, openGraph } from '../../src/graph/client.ts';
import { openSession, type Session } from '../../src/identity/session.ts';
import type { Clock, Random } from '../../src/ports.ts';
import { newPracticeState } from '../../src/practice-tenant/new-state.ts';
import { openPracticeTenant, type PracticeTenant } from '../../src/practice-tenant/tenant.ts';

/** A clock that only moves when somebody sleeps. */
export function fakeClock(start = '2026-11-23T10:00:00Z'): Clock & { readonly slept: number[] } {
  let now = Date.parse(start);
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    sleep: (milliseconds, signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason);
      slept.push(milliseconds);
      now += milliseconds;
      return Promise.resolve();
    },
  };
}

/** Randomness that is the same sequence in every run. */
export function fakeRandom(seed = 'seed'): Random {
  let count = 0;
  const digest = () => createHash('sha256').update(`${seed}/${count++}`).digest();
  return {
    uuid: () =>
      digest()
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
    bytes: (length) => Uint8Array.from({ length }, (_, index) => digest()[index % 32] ?? 0),
  };
}

export const BLUEPRINT: Blueprint = {
  tenant: 'contoso.onmicrosoft.com',
  cloud: 'public',
  marker: '5f0c2a1e-7b64-4d8c-9a53-2f6e1b0d7c48',
  clientApp: {
    displayName: 'MCP Client App',
    redirectUris: DEFAULT_REDIRECT_URIS,
    backupRedirectUris: DEFAULT_BACKUP_REDIRECT_URIS,
    clients: [],
    appId: null,
  },
  serverApi: {
    displayName: 'MCP Server API',
    identifierUri: 'api://{appId}',
    additionalIdentifierUris: [],
    preAuthorizedClients: [],
    scope: scopeNamed('access'),
    appId: null,
    credential: { kind: 'secret', displayName: 'MCP Server Secret', months: 24 },
    keyIds: [],
  },
  gateway: {
    callbackUrl: DEFAULT_GATEWAY_CALLBACK,
    mcpServerEndpoint: 'https://mcp.contoso.com/mcp',
    clientUrl: null,
  },
  graphPermissions: ['Files.Read'],
  signInPermissions: DEFAULT_SIGN_IN_PERMISSIONS,
  grantAdminConsent: true,
};

export interface PracticeBench {
  readonly tenant: PracticeTenant;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly random: Random;
  readonly session: Session;
  readonly graph: Graph;
  readonly patience: Patience;
  moment(): CheckContext;
}

/** A practice tenant with somebody signed in, for tests of what talks to Graph. */
export async function practiceBench(
  options: { readonly readOnly?: boolean; readonly start?: string } = {},
): Promise<PracticeBench> {
  const clock = fakeClock(options.start);
  const random = fakeRandom();
  const outside = { now: clock.now, uuid: random.uuid, bytes: random.bytes };
  const tenant = openPracticeTenant(newPracticeState(outside), outside);
  const session = await signInByDeviceCode(tenant, clock);
  const graph = openGraph({
    cloud: 'public',
    transport: tenant.transport,
    clock,
    random,
    readOnly: options.readOnly ?? false,
    access: {
      token: () => session.token(),
      claims: { ...session.claims, objectId: session.claims.objectId ?? '' },
    },
    policy: { maxWait: 180_000, onWait: () => undefined },
  });
  const patience: Patience = { clock, maxWait: 180_000, onWait: () => undefined };
  return {
    tenant,
    clock,
    random,
    session,
    graph,
    patience,
    moment: () => ({ now: clock.now(), expiryWarnDays: 30, expiryFailDays: 7, maxSecretDays: null }),
  };
}

const AUTHORITY = 'https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0';
const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

async function signInByDeviceCode({ transport }: PracticeTenant, clock: Clock): Promise<Session> {
  const post = async (path: string, form: Record<string, string>) => {
    const response = await transport(
      new Request(`${AUTHORITY}/${path}`, { method: 'POST', body: new URLSearchParams(form) }),
    );
    return (await response.json()) as Record<string, string>;
  };
  const started = await post('devicecode', {
    client_id: AZURE_CLI,
    scope: 'https://graph.microsoft.com/.default',
  });
  const request = async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const reply = await post('token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: AZURE_CLI,
        device_code: started.device_code ?? '',
      });
      if (reply.access_token) {
        return { token: reply.access_token, expiresOnTimestamp: clock.now().getTime() + 3_600_000 };
      }
      await clock.sleep(5_000);
    }
    throw new Error('The practice tenant did not complete the sign-in.');
  };
  return openSession({ method: 'device-code', cloud: 'public' }, request, clock);
}
