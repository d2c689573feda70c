import { ANSWERS, type AnswerName, type BlueprintInput } from '../core/answers.ts';
import {
  type Blueprint,
  DEFAULT_BACKUP_REDIRECT_URIS,
  DEFAULT_CLIENT_NAME,
  DEFAULT_GATEWAY_CALLBACK,
  DEFAULT_IDENTIFIER_URI,
  DEFAULT_REDIRECT_URIS,
  DEFAULT_SCOPE,
  DEFAULT_SECRET_MONTHS,
  DEFAULT_SECRET_NAME,
  DEFAULT_SERVER_NAME,
  DEFAULT_SIGN_IN_PERMISSIONS,
  defaultAdditionalIdentifierUris,
  scopeNamed,
  type WantedCredential,
} from '../core/blueprint.ts';
import { CLOUDS, type Cloud } from '../core/cloud.ts';
import { DEFAULT_ENV_NAMING, type EnvNaming } from '../core/validation/env.ts';
import { PRESET_FACTS } from '../core/validation/env-presets.ts';

const DEFAULT_GRAPH_PERMISSIONS: readonly string[] = ['Files.Read'];
export const DEFAULT_FEDERATED_NAME = 'mcp-server';

/** A required answer that was not given, with every way to give it. */
export interface MissingAnswer {
  readonly answer: AnswerName;
  readonly flag: string;
  readonly variable: string;
  readonly configKey: string | null;
  readonly why: string;
}

export type Completion = { readonly blueprint: Blueprint } | { readonly missing: readonly MissingAnswer[] };

/** The blueprint, with the guide's values for what was not answered; or the answers that have no default and are missing. */
export function completeBlueprint(input: BlueprintInput): Completion {
  const missing = missingAnswers(input);
  return missing.length > 0 ? { missing } : { blueprint: withDefaults(input) };
}

/** The same for commands that only read the apps, which do not need the URL of the MCP server. */
export function completeForReading(input: BlueprintInput): Completion {
  const missing = missingAnswers(input).filter(({ answer }) => answer !== 'mcpUrl');
  return missing.length > 0 ? { missing } : { blueprint: withDefaults(input) };
}

function withDefaults(input: BlueprintInput): Blueprint {
  const cloud = input.cloud ?? 'public';
  return {
    tenant: input.tenant ?? '',
    cloud,
    marker: input.marker ?? null,
    clientApp: clientAppOf(input),
    serverApi: serverApiOf(input, cloud),
    gateway: {
      callbackUrl: input.gatewayCallback ?? DEFAULT_GATEWAY_CALLBACK,
      mcpServerEndpoint: input.mcpUrl ?? null,
      clientUrl: input.clientUrl ?? null,
    },
    graphPermissions: input.graphPermissions ?? DEFAULT_GRAPH_PERMISSIONS,
    signInPermissions: input.signInPermissions ?? DEFAULT_SIGN_IN_PERMISSIONS,
    grantAdminConsent: input.grantAdminConsent ?? false,
  };
}

function clientAppOf(input: BlueprintInput): Blueprint['clientApp'] {
  return {
    displayName: input.clientName ?? DEFAULT_CLIENT_NAME,
    redirectUris: input.redirectUris ?? DEFAULT_REDIRECT_URIS,
    backupRedirectUris: input.backupRedirectUris ?? DEFAULT_BACKUP_REDIRECT_URIS,
    clients: input.clients ?? [],
    appId: input.clientAppId ?? null,
  };
}

function serverApiOf(input: BlueprintInput, cloud: Cloud): Blueprint['serverApi'] {
  const identifierUri = input.appIdUri ?? DEFAULT_IDENTIFIER_URI;
  return {
    displayName: input.serverName ?? DEFAULT_SERVER_NAME,
    identifierUri,
    additionalIdentifierUris:
      input.additionalIdentifierUris ?? defaultAdditionalIdentifierUris(identifierUri),
    scope: { ...scopeNamed(input.scope ?? proposedScope(input)), ...input.scopeTexts },
    appId: input.serverAppId ?? null,
    keyIds: input.keyIds ?? [],
    preAuthorizedClients: input.preAuthorizedClients ?? [],
    credential: credentialOf(input, CLOUDS[cloud].federatedAudience),
  };
}

/** The scope that the MCP server of the chosen preset asks for, else the guide's. */
function proposedScope({ envPreset = DEFAULT_ENV_NAMING.preset }: BlueprintInput): string {
  return PRESET_FACTS[envPreset].scope ?? DEFAULT_SCOPE;
}

/** How the settings file is written, with defaults for what was not answered. */
export function envNamingOf(input: BlueprintInput): EnvNaming {
  return {
    preset: input.envPreset ?? DEFAULT_ENV_NAMING.preset,
    prefix: input.envPrefix ?? DEFAULT_ENV_NAMING.prefix,
    map: input.envMap ?? DEFAULT_ENV_NAMING.map,
    dialect: input.envDialect ?? DEFAULT_ENV_NAMING.dialect,
  };
}

/** The required answers that were not given; the wizard asks for these. */
export function missingAnswers(input: BlueprintInput): readonly MissingAnswer[] {
  return requiredAnswers(input)
    .filter((name) => input[name] === undefined)
    .map((name) => {
      const { variable, configKey, why } = ANSWERS[name];
      return { answer: name, flag: flagText(name), variable, configKey, why };
    });
}

function flagText(name: AnswerName): string {
  const { flag, flagArgument } = ANSWERS[name];
  const text = flagArgument === null ? flag : `${flag} ${flagArgument}`;
  return name === 'certificate' ? `${text} or ${ANSWERS.createCertificate.flag}` : text;
}

/** A certificate whose thumbprint is known needs no file, since it was uploaded before. */
function requiredAnswers(input: BlueprintInput): readonly AnswerName[] {
  const hasCertificate = input.createCertificate === true || input.certificateThumbprint !== undefined;
  const byKind: Readonly<Record<WantedCredential['kind'], readonly AnswerName[]>> = {
    secret: [],
    certificate: hasCertificate ? [] : ['certificate'],
    federated: ['federatedIssuer', 'federatedSubject'],
  };
  return ['tenant', 'mcpUrl', ...byKind[input.credential ?? 'secret']];
}

function credentialOf(input: BlueprintInput, audience: string): WantedCredential {
  switch (input.credential ?? 'secret') {
    case 'secret':
      return {
        kind: 'secret',
        displayName: input.secretName ?? DEFAULT_SECRET_NAME,
        months: input.secretMonths ?? DEFAULT_SECRET_MONTHS,
      };
    case 'certificate':
      return {
        kind: 'certificate',
        file: input.certificate ?? null,
        create: input.createCertificate ?? false,
        certificate: null,
        thumbprint: input.certificateThumbprint ?? null,
      };
    case 'federated':
      return {
        kind: 'federated',
        name: input.federatedName ?? DEFAULT_FEDERATED_NAME,
        issuer: input.federatedIssuer ?? '',
        subject: input.federatedSubject ?? '',
        audience,
      };
  }
}
