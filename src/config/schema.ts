import * as z from 'zod';
import { CLOUD_NAMES } from '../core/cloud.ts';
import {
  federatedIssuerProblem,
  federatedNameProblem,
  federatedSubjectProblem,
  keyIdProblem,
  secretMonthsProblem,
  thumbprintProblem,
} from '../core/validation/credential.ts';
import { displayNameProblem } from '../core/validation/display-name.ts';
import {
  ENV_DIALECTS,
  ENV_PRESETS,
  ENV_SETTINGS,
  envNameProblem,
  envPrefixProblem,
  withdrawnPreset,
} from '../core/validation/env.ts';
import { identifierUriProblem } from '../core/validation/identifier-uri.ts';
import { LIST_VALIDATORS } from '../core/validation/list-validators.ts';
import { mcpClientProblem, preAuthorizedClientProblem } from '../core/validation/mcp-clients.ts';
import {
  graphPermissionProblem,
  scopeValueProblem,
  signInPermissionListProblem,
} from '../core/validation/permissions.ts';
import {
  callbackUrlProblem,
  clientUrlProblem,
  mcpEndpointProblem,
  redirectUriProblem,
} from '../core/validation/redirect-uri.ts';
import { appIdProblem, markerProblem, tenantProblem } from '../core/validation/tenant.ts';
import type { Validator } from '../core/validation/validator.ts';

/** Text that a validator accepts; `expected` describes it, and is the error where the value is no text. */
function text(validator: Validator, expected: string) {
  return z
    .string({ error: () => expected })
    .refine((value) => validator(value) === null, {
      error: ({ input }) => validator(String(input)) ?? expected,
    })
    .meta({ description: expected })
    .optional();
}

/** One of the words; `known` gives the error for words that are not allowed any more. */
function words<const Word extends string>(allowed: readonly Word[], known: Validator = () => null) {
  const expected = `one of ${allowed.join(', ')}`;
  return z
    .enum(allowed, { error: ({ input }) => known(String(input)) ?? expected })
    .meta({ description: expected })
    .optional();
}

function list(validator: Validator, listValidator: Validator<readonly string[]>, expected: string) {
  const item = z.string({ error: () => 'text' }).refine((value) => validator(value) === null, {
    error: ({ input }) => validator(String(input)) ?? expected,
  });
  return z
    .array(item, { error: () => expected })
    .refine((items) => listValidator(items) === null, {
      error: ({ input }) => listValidator(input as string[]) ?? expected,
    })
    .meta({ description: expected })
    .optional();
}

function yesOrNo(description: string) {
  return z
    .boolean({ error: () => 'true or false' })
    .meta({ description })
    .optional();
}

const filled =
  (what: string): Validator =>
  (value) =>
    value.trim() === '' ? `${what} is empty.` : null;

const keyIds = list(keyIdProblem, () => null, 'key ids of the credentials that are ours, GUIDs');

const secret = z.strictObject({
  kind: z.literal('secret').optional(),
  displayName: text(displayNameProblem, 'name of the client secret'),
  months: z
    .number({ error: () => 'a whole number of months' })
    .refine((months) => secretMonthsProblem(months) === null, {
      error: ({ input }) => secretMonthsProblem(Number(input)) ?? '',
    })
    .meta({ description: 'life of the client secret in months, 1 to 24' })
    .optional(),
  keyIds,
});

const certificate = z.strictObject({
  kind: z.literal('certificate'),
  file: text(filled('The path'), 'path of a certificate file'),
  create: yesOrNo('create a self-signed certificate'),
  thumbprint: text(thumbprintProblem, 'SHA-1 thumbprint, 40 hexadecimal digits in quotes'),
  keyIds,
});

const federated = z.strictObject({
  kind: z.literal('federated'),
  name: text(federatedNameProblem, 'name of the federated credential'),
  issuer: text(federatedIssuerProblem, 'issuer ("iss") of the tokens to trust, an https:// URL'),
  subject: text(federatedSubjectProblem, 'subject ("sub") of the tokens to trust'),
  keyIds,
});

const consentText = (whose: string) => text(filled(whose), `${whose}, as people see it`);

const scope = z.strictObject({
  value: text(scopeValueProblem, 'name of the scope'),
  adminConsentDisplayName: consentText('The admin consent display name'),
  adminConsentDescription: consentText('The admin consent description'),
  userConsentDisplayName: consentText('The user consent display name'),
  userConsentDescription: consentText('The user consent description'),
});

const clientApp = z.strictObject({
  displayName: text(displayNameProblem, 'display name of the public app'),
  redirectUris: list(redirectUriProblem, LIST_VALIDATORS.redirectUris, 'a list of redirect URIs'),
  backupRedirectUris: list(
    redirectUriProblem,
    LIST_VALIDATORS.backupRedirectUris,
    'a list of redirect URIs for when the first is taken',
  ),
  clients: list(mcpClientProblem, LIST_VALIDATORS.clients, 'a list of MCP clients such as [vscode]'),
  appId: text(appIdProblem, 'application (client) id, a GUID'),
});

const serverApi = z.strictObject({
  displayName: text(displayNameProblem, 'display name of the confidential app'),
  identifierUri: text(identifierUriProblem, 'Application ID URI, such as api://{appId}'),
  additionalIdentifierUris: list(
    identifierUriProblem,
    LIST_VALIDATORS.additionalIdentifierUris,
    'a list of further Application ID URIs',
  ),
  scope: z.union([text(scopeValueProblem, 'name of the scope').unwrap(), scope]).optional(),
  appId: text(appIdProblem, 'application (client) id, a GUID'),
  preAuthorizedClients: list(
    preAuthorizedClientProblem,
    LIST_VALIDATORS.preAuthorizedClients,
    'a list of MCP clients that need no consent, such as [vscode], or app ids',
  ),
  credential: z.discriminatedUnion('kind', [secret, certificate, federated]).optional(),
});

const gateway = z.strictObject({
  callbackUrl: text(callbackUrlProblem, 'OAuth callback of the gateway, an https:// URL'),
  mcpServerEndpoint: text(mcpEndpointProblem, 'URL of the MCP server'),
  clientUrl: text(clientUrlProblem, 'URL that MCP clients connect to, where it is another'),
});

const variableNames = z.strictObject(
  Object.fromEntries(ENV_SETTINGS.map((setting) => [setting, text(envNameProblem, 'name of a variable')])),
);

const env = z.strictObject({
  preset: words(ENV_PRESETS, withdrawnPreset),
  prefix: text(envPrefixProblem, 'text put before every variable name, such as FILES_'),
  dialect: words(ENV_DIALECTS),
  map: variableNames.optional(),
});

/** entra-mcp.yaml. Every value is optional, since flags, variables or questions may give it instead. */
export const blueprintFile = z.strictObject({
  version: z.literal(1, { error: () => 'the number 1' }),
  tenant: text(tenantProblem, 'tenant id (a GUID) or domain'),
  cloud: words(CLOUD_NAMES),
  marker: text(markerProblem, 'random text by which apps are found before their ids are known'),
  clientApp: clientApp.optional(),
  serverApi: serverApi.optional(),
  gateway: gateway.optional(),
  graphPermissions: list(
    graphPermissionProblem,
    LIST_VALIDATORS.graphPermissions,
    'a list such as [Files.Read]',
  ),
  signInPermissions: list(
    graphPermissionProblem,
    signInPermissionListProblem,
    'a list such as [openid, profile, offline_access]',
  ),
  grantAdminConsent: yesOrNo('grant consent for everybody in the tenant'),
  env: env.optional(),
});

export type BlueprintFile = z.infer<typeof blueprintFile>;

/** The keys of each mapping of the file, by its path. Those of the credential depend on its kind. */
export const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(blueprintFile.shape),
  clientApp: Object.keys(clientApp.shape),
  serverApi: Object.keys(serverApi.shape),
  'serverApi.scope': Object.keys(scope.shape),
  gateway: Object.keys(gateway.shape),
  env: Object.keys(env.shape),
  'env.map': ENV_SETTINGS,
};
export const CREDENTIAL_KEYS: Readonly<Record<'secret' | 'certificate' | 'federated', readonly string[]>> = {
  secret: Object.keys(secret.shape),
  certificate: Object.keys(certificate.shape),
  federated: Object.keys(federated.shape),
};

/** JSON Schema of the file, for editors and `schema blueprint`. */
export function blueprintJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(blueprintFile, { io: 'input' });
  return {
    $schema,
    title: 'entra-mcp.yaml',
    description: 'How the chain must be. Holds no secrets.',
    ...schema,
  };
}
