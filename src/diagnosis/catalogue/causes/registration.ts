import { otherTenantAsked, otherTenantNamed, wrongKindOfId } from '../../evidence/identity.ts';
import { appJustCreated, seenReplicating } from '../../evidence/replication.ts';
import { cause } from '../entry.ts';
import { byApply, byHand } from '../fixes.ts';

const isMissing = ({ state }: Readonly<Record<string, unknown>>): boolean => state === 'missing';
const isDisabled = ({ state }: Readonly<Record<string, unknown>>): boolean => state === 'disabled';

export const CLIENT_APP_MISSING = cause(
  'client-app-missing',
  '{client} is not registered in this tenant, or was deleted',
  byApply(
    'Register {client}, or, within 30 days after it was deleted, have it back: `entra-mcp-setup apply --yes --restore`',
    'client',
    'Overview',
  ),
  { check: 'client-app.exists', app: 'client' },
);

export const SERVER_APP_MISSING = cause(
  'server-app-missing',
  '{server} is not registered in this tenant, or was deleted',
  byApply(
    'Register {server}, or, within 30 days after it was deleted, have it back: `entra-mcp-setup apply --yes --restore`',
    'server',
    'Overview',
  ),
  { check: 'server-api.exists', app: 'server' },
);

export const CLIENT_PRINCIPAL_MISSING = cause(
  'client-principal-missing',
  '{client} is registered but has no service principal in this tenant',
  byApply('Create the service principal of {client}', 'client', 'EnterpriseApplication'),
  { check: 'client-app.service-principal', checkMeans: isMissing, app: 'client' },
);

export const SERVER_PRINCIPAL_MISSING = cause(
  'server-principal-missing',
  '{server} is registered but has no service principal in this tenant',
  byApply('Create the service principal of {server}', 'server', 'EnterpriseApplication'),
  { check: 'server-api.service-principal', checkMeans: isMissing, resource: 'server' },
);

export const CLIENT_DISABLED = cause(
  'client-disabled',
  'Sign-in to {client} is switched off',
  byApply('Enable the service principal of {client}', 'client', 'EnterpriseApplication'),
  { check: 'client-app.service-principal', checkMeans: isDisabled, app: 'client' },
);

export const SERVER_DISABLED = cause(
  'server-disabled',
  'Sign-in to {server} is switched off',
  byApply('Enable the service principal of {server}', 'server', 'EnterpriseApplication'),
  { check: 'server-api.service-principal', checkMeans: isDisabled, app: 'server' },
);

export const WRONG_KIND_OF_ID = cause(
  'wrong-kind-of-id',
  'The configured client id is the id of something else: an object, a secret or the tenant',
  byHand('Configure the Application (client) id from the Overview page', 'client', 'Overview'),
  { evidence: wrongKindOfId, names: 'any' },
);

export const WRONG_TENANT = cause(
  'wrong-tenant',
  'The request went to another tenant than the one that holds the apps',
  byHand('Use {authority} in the client, the gateway and the server'),
  { evidence: otherTenantAsked, sign: otherTenantNamed },
);

const justCreated = appJustCreated(
  'client-app.exists',
  'server-api.exists',
  'client-app.service-principal',
  'server-api.service-principal',
);

export const APP_JUST_CREATED = cause(
  'app-just-created',
  'The app is only minutes old and not yet known everywhere',
  byHand('Wait up to five minutes and try again; nothing needs changing'),
  {
    evidence: (situation) => justCreated(situation) ?? seenReplicating(situation),
    follows: [
      'client-app-missing',
      'server-app-missing',
      'client-principal-missing',
      'server-principal-missing',
      'wrong-kind-of-id',
    ],
  },
);
