import summaryTemplate from '../../templates/summary.md.eta?raw';
import { additionalIdentifierUrisFor } from '../core/blueprint.ts';
import { dayOf } from '../core/days.ts';
import { wantedRedirectUris } from '../core/redirect-uris.ts';
import { type CredentialSetting, deriveSettings, type Settings } from '../core/settings.ts';
import { shellWord } from '../core/shell-word.ts';
import { code, fill, markdownText } from './template.ts';

/** Where the value of the client secret is. */
export type SecretPlace =
  | { readonly kind: 'env-file'; readonly path: string; readonly variable: string }
  | { readonly kind: 'vault'; readonly url: string }
  /** The secret exists, and its value is not known here. */
  | { readonly kind: 'unknown' };

export interface SummaryContext {
  readonly secretPlace: SecretPlace;
  /** The blueprint file, as it is named in commands. */
  readonly configFile: string;
  /** The page for whoever may consent, when one was written. */
  readonly handoffFile: string | null;
}

/** The text of entra-mcp-summary.md: every field of the guide's "Configuration Summary", without secrets. */
export function renderSummary(settings: Settings, context: SummaryContext): string {
  const { blueprint } = settings;
  return fill(summaryTemplate, {
    md: markdownText,
    code,
    ...settings,
    tenant: blueprint.tenant,
    cloud: blueprint.cloud,
    derived: deriveSettings(settings),
    clientName: blueprint.clientApp.displayName,
    redirectUris: wantedRedirectUris('client', blueprint),
    preAuthorizedClients: blueprint.serverApi.preAuthorizedClients,
    additionalIdentifierUris: additionalIdentifierUrisFor(blueprint, settings.serverAppId),
    signInPermissions: blueprint.signInPermissions,
    clientUrl: blueprint.gateway.clientUrl,
    serverName: blueprint.serverApi.displayName,
    callbackUrl: blueprint.gateway.callbackUrl,
    mcpServerEndpoint: blueprint.gateway.mcpServerEndpoint,
    graphPermissions: blueprint.graphPermissions,
    credential: credentialRows(settings.credential, context.secretPlace),
    handoffFile: context.handoffFile,
    nextSteps: nextSteps(settings, context),
  });
}

type Field = readonly [label: string, value: string];

function credentialRows(credential: CredentialSetting, place: SecretPlace): readonly Field[] {
  switch (credential.kind) {
    case 'secret':
      return [
        ['Client Secret', `${markdownText(credential.displayName)}, ${placeText(place)}`],
        ...(credential.keyId === null ? [] : [['Secret ID (no secret)', code(credential.keyId)] as const]),
        ['Secret expires', endOf(credential.endDateTime)],
      ];
    case 'certificate':
      return [
        [
          'Certificate Thumbprint',
          credential.thumbprint === null ? 'not known' : code(credential.thumbprint),
        ],
        ...(credential.subject === null
          ? []
          : [['Certificate subject', markdownText(credential.subject)] as const]),
        ['Certificate expires', endOf(credential.endDateTime)],
        ['Private key', credential.keyFile === null ? 'kept elsewhere' : `in ${code(credential.keyFile)}`],
      ];
    case 'federated':
      return [
        ['Client Secret', 'None (federated credential)'],
        ['Federated credential', markdownText(credential.name)],
        ['Trusted issuer', code(credential.issuer)],
        ['Trusted subject', code(credential.subject)],
      ];
  }
}

function placeText(place: SecretPlace): string {
  switch (place.kind) {
    case 'env-file':
      return `value in ${code(place.path)} as ${code(place.variable)}`;
    case 'vault':
      return `value in ${code(place.url)}`;
    case 'unknown':
      return `value not known here; ${code('entra-mcp-setup rotate')} makes a new one`;
  }
}

function endOf(endDateTime: string | null): string {
  return endDateTime === null ? 'not known' : dayOf(endDateTime);
}

const KEEPING =
  'For production keep the credential in Azure Key Vault, or use a federated credential: then there is no secret to keep.';

function nextSteps(
  { consent, credential }: Settings,
  { configFile, handoffFile }: SummaryContext,
): readonly string[] {
  const config = `--config ${shellWord(configFile)}`;
  const page = handoffFile === null ? '' : ` (${code(handoffFile)} says what to send)`;
  const apply = code(`npx entra-mcp-setup apply ${config} --grant-admin-consent --yes`);
  return [
    ...(consent.client && consent.graph ? [] : [`An administrator runs ${apply}${page}.`]),
    `Walk the chain with a real sign-in: ${code(`npx entra-mcp-setup test ${config}`)}.`,
    `Configure an MCP client: ${code(`npx entra-mcp-setup client-config vscode ${config}`)}.`,
    `Keep it so: ${code(`npx entra-mcp-setup verify ${config}`)} in CI; ${code(configFile)} holds no secrets, commit it.`,
    ...renewal(credential, config),
    ...(credential.kind === 'federated' ? [] : [KEEPING]),
    'Assign users by group, review the assignments, and watch the sign-in logs of both apps.',
  ];
}

function renewal(credential: CredentialSetting, config: string): readonly string[] {
  if (credential.kind === 'federated' || credential.endDateTime === null) return [];
  const command = code(`npx entra-mcp-setup rotate ${config}`);
  return [`Before ${dayOf(credential.endDateTime)}: ${command}; ${code('verify')} warns 30 days ahead.`];
}
