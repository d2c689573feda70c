import { isGuid } from '../../core/ids.ts';
import { peek } from '../directory.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { ApplicationRecord, PracticeState, RequiredResourceRecord } from '../state.ts';
import { apiFrom, appRolesFrom } from './application-api.ts';
import { APPLICATION_DEFAULTS } from './application-view.ts';
import type { Call } from './call.ts';
import { assertIdentifierUris } from './identifier-uris.ts';
import { keysFrom } from './key-credentials.ts';
import { flagOrNull, object, objects, requiredText, textList } from './property-readers.ts';
import { assertRedirectUris } from './redirect-uri-rules.ts';
import { alreadyTaken, badRequest, type GraphRefusal, invalidValue } from './reply.ts';

/** An application in the middle of a write: as it is, and as the replica that judges the write sees it. */
interface Change {
  readonly call: Call;
  readonly app: ApplicationRecord;
  readonly seen: ApplicationRecord;
}

type Writer = (value: unknown, change: Change) => Partial<ApplicationRecord>;

const AUDIENCES = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
];

function displayName(value: unknown): Partial<ApplicationRecord> {
  const name = requiredText(value, 'displayName');
  if (name.trim() === '' || name.length > 120) throw invalidValue('displayName', 'Application');
  return { displayName: name };
}

function tags(value: unknown): Partial<ApplicationRecord> {
  const list = textList(value, 'tags');
  if (list.some((tag) => tag.length < 1 || tag.length > 256 || /\s/.test(tag)))
    throw invalidValue('tags', 'Application');
  return { tags: [...new Set(list)] };
}

function signInAudience(value: unknown): Partial<ApplicationRecord> {
  const audience = requiredText(value, 'signInAudience');
  if (!AUDIENCES.includes(audience)) throw invalidValue('signInAudience', 'Application');
  return { signInAudience: audience };
}

function resourceFrom(item: JsonObject): RequiredResourceRecord {
  const entry = object(item, 'requiredResourceAccess', ['resourceAppId', 'resourceAccess']);
  const resourceAccess = objects(entry.resourceAccess, 'requiredResourceAccess').map((access) => {
    const [id, type] = [requiredText(access.id, 'id'), access.type];
    if (!isGuid(id) || (type !== 'Scope' && type !== 'Role'))
      throw invalidValue('requiredResourceAccess', 'Application');
    return { id, type } as const;
  });
  return { resourceAppId: requiredText(entry.resourceAppId, 'resourceAppId'), resourceAccess };
}

function requiredResourceAccess(value: unknown): Partial<ApplicationRecord> {
  const resources = objects(value, 'requiredResourceAccess').map(resourceFrom);
  const isTooMuch = resources.length > 50 || resources.flatMap((entry) => entry.resourceAccess).length > 400;
  const ids = resources.map((entry) => entry.resourceAppId.toLowerCase());
  if (isTooMuch || new Set(ids).size < ids.length)
    throw invalidValue('requiredResourceAccess', 'Application');
  return { requiredResourceAccess: resources };
}

const WEB_MEMBERS = [
  'homePageUrl',
  'logoutUrl',
  'redirectUris',
  'implicitGrantSettings',
  'redirectUriSettings',
];

/** Sending `redirectUriSettings` back beside `redirectUris` is refused (recording 29). */
function web(value: unknown, { app }: Change): Partial<ApplicationRecord> {
  const { redirectUriSettings, redirectUris, implicitGrantSettings, ...sent } = object(
    value,
    'web',
    WEB_MEMBERS,
  );
  if (redirectUriSettings !== undefined && redirectUris !== undefined)
    throw invalidValue('web', 'Application');
  const implicit = isObject(implicitGrantSettings) ? implicitGrantSettings : {};
  return {
    web: {
      ...app.web,
      ...sent,
      redirectUris: redirectUris === undefined ? app.web.redirectUris : textList(redirectUris, 'web'),
      implicitGrantSettings: { ...app.web.implicitGrantSettings, ...implicit },
    },
  };
}

function nativeOrSpa(name: 'publicClient' | 'spa'): Writer {
  return (value, { app }) => {
    const { redirectUris } = object(value, name, ['redirectUris']);
    return {
      [name]: {
        redirectUris: redirectUris === undefined ? app[name].redirectUris : textList(redirectUris, name),
      },
    };
  };
}

/** Passwords after a PATCH: those that are sent back stay, those left out are removed, and no value can be set. */
function passwordCredentials(value: unknown, { app }: Change): Partial<ApplicationRecord> {
  const ids = objects(value, 'passwordCredentials').map((item) => item.keyId);
  const kept = app.passwords.filter((password) => ids.includes(password.keyId));
  if (kept.length < ids.length)
    throw badRequest('New password credentials must be generated with service actions.');
  return { passwords: kept };
}

/** Refuses a unique name that an application holds, one in the recycle bin included (recording 38). */
export function assertNameFree(state: PracticeState, name: string): void {
  const holders = (['applications', 'deletedApplications'] as const).map((collection) =>
    peek(state, collection, 'uniqueName', name),
  );
  if (holders.some((holder) => holder !== null)) throw alreadyTaken('uniqueName');
}

/** The unique name after a write: it can be set once, also later by PATCH, and never changed (recording 42). */
function uniqueName(value: unknown, { call, app }: Change): Partial<ApplicationRecord> {
  const name = requiredText(value, 'uniqueName');
  if (name === app.uniqueName) return {};
  if (app.uniqueName !== null) throw readOnly('uniqueName');
  assertNameFree(call.directory.state, name);
  return { uniqueName: name };
}

const WRITERS: Readonly<Record<string, Writer>> = {
  displayName,
  tags,
  signInAudience,
  uniqueName,
  requiredResourceAccess,
  web,
  publicClient: nativeOrSpa('publicClient'),
  spa: nativeOrSpa('spa'),
  passwordCredentials,
  identifierUris: (value) => ({ identifierUris: textList(value, 'identifierUris') }),
  isFallbackPublicClient: (value) => ({
    isFallbackPublicClient: flagOrNull(value, 'isFallbackPublicClient'),
  }),
  api: (value, { app, seen }) => ({ api: apiFrom(value, app.api, seen.api) }),
  appRoles: (value, { seen }) => ({ appRoles: appRolesFrom(value, seen.appRoles) }),
  keyCredentials: (value, { call, app }) => ({ keys: keysFrom(call, value, app.keys) }),
};

const READ_ONLY = [
  'id',
  'appId',
  'createdDateTime',
  'deletedDateTime',
  'publisherDomain',
  'disabledByMicrosoftStatus',
  'certification',
  'applicationTemplateId',
];

const readOnly = (name: string): GraphRefusal =>
  badRequest(`Property '${name}' is read-only and cannot be set.`);

function otherProperty(name: string, value: JsonObject[string], { app }: Change): Partial<ApplicationRecord> {
  if (READ_ONLY.includes(name)) throw readOnly(name);
  if (!(name in APPLICATION_DEFAULTS)) throw badRequest(`Invalid property '${name}'.`);
  const before = app.other[name];
  const merged =
    isObject(before) && isObject(value) && name !== 'optionalClaims' ? { ...before, ...value } : value;
  return { other: { ...app.other, [name]: merged } };
}

/** The application after a write of `body`, judged by Entra's rules. `seen` is what the judging replica knows. */
export function changedApplication(
  call: Call,
  body: JsonObject,
  app: ApplicationRecord,
  seen: ApplicationRecord,
): ApplicationRecord {
  let after = app;
  for (const [name, value] of Object.entries(body)) {
    if (name.includes('@odata.')) continue;
    const change: Change = { call, app: after, seen };
    const writer = WRITERS[name];
    after = {
      ...after,
      ...(writer === undefined ? otherProperty(name, value, change) : writer(value, change)),
    };
  }
  assertIdentifierUris(call.directory.state, app.identifierUris, after);
  assertRedirectUris(app, after);
  return after;
}
