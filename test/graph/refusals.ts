import type { Change } from '../../src/core/changes/index.ts';
import { SetupError } from '../../src/errors.ts';
import { performChange } from '../../src/graph/perform.ts';
import { runStateOf } from '../../src/graph/run-state.ts';
import { IDS } from '../support/registrations.ts';
import { type Exchange, type ScriptedGraph, scriptedGraph } from '../support/scripted-graph.ts';
import { healthyTenant } from '../support/tenants.ts';

export const KNOWN = runStateOf(healthyTenant());
export const SERVER = `/applications/${IDS.server.objectId}`;
export const ENABLE: Change = { kind: 'enable-service-principal', app: 'server' };
export const enabling = (reply: Exchange['reply']): Exchange => ({
  method: 'PATCH',
  path: `/servicePrincipals/${IDS.server.principalId}`,
  body: { accountEnabled: true },
  reply,
});

export async function errorFrom(
  { graph, patience }: ScriptedGraph,
  change: Change = ENABLE,
  runState = KNOWN,
): Promise<SetupError> {
  try {
    await performChange({ graph, patience }, runState, change);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

export const refusedWith = (reply: Exchange['reply'], options = {}) =>
  errorFrom(scriptedGraph([enabling(reply)], options));

export const FEDERATE = {
  kind: 'add-federated-credential',
  app: 'server',
  name: 'n',
  issuer: 'https://i',
  subject: 's',
  audience: 'a',
} as const;
export const WITH_SERVER = { ...KNOWN, server: { ...KNOWN.server, application: applicationKnown() } };
export const federating = (reply: Exchange['reply']): Exchange => ({
  method: 'POST',
  path: `${SERVER}/federatedIdentityCredentials`,
  body: {
    name: 'n',
    issuer: 'https://i',
    subject: 's',
    audiences: ['a'],
    description: `On-behalf-of exchange of ${IDS.server.appId}`,
  },
  reply,
});

export function applicationKnown() {
  const { serverApplication } = healthyTenant();
  return serverApplication.state === 'read' ? serverApplication.value : null;
}
