import type { Cloud } from '../../core/cloud.ts';
import { counted } from '../../core/words.ts';
import { BASH } from './bash.ts';
import type { Dialect } from './dialect.ts';
import { POWERSHELL } from './powershell.ts';
import { piecesOf, type Script, type ScriptRequest, SECRET_FILE } from './script.ts';

const DIALECTS = { bash: BASH, powershell: POWERSHELL } as const;

/** The clouds of the Azure CLI; it signs in to the public one unless told otherwise. */
const AZURE_CLOUDS: Readonly<Record<Cloud, string>> = {
  public: 'AzureCloud',
  usgov: 'AzureUSGovernment',
  usgovdod: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};

/** The plan as a script of a shell that signs in with the Azure CLI and runs as it stands. Holds no secret. */
export function renderScript(shell: keyof typeof DIALECTS, script: Script): string {
  const dialect = DIALECTS[shell];
  const { requests, commonName, cloud } = script;
  if (requests.length === 0) return '# Nothing has to be changed.\n';
  // Consents come last, since they are a decision of their own.
  const always = requests.filter(({ isConsent = false }) => !isConsent);
  const consents = requests.filter(({ isConsent = false }) => isConsent);
  const written = (some: readonly ScriptRequest[], first: number) =>
    some.map((request, index) => rendered(request, first + index, script, dialect)).join('\n');
  return [
    ...dialect.first,
    ...preamble(script, dialect).map((line) => `# ${line}`),
    ...dialect.settings,
    ...(givesSecret(script) ? [dialect.refuseOverwrite] : []),
    '',
    ...signIn(script, dialect),
    '',
    ...dialect.sender(cloud),
    '',
    ...(needs(script, 'CERTIFICATE') ? [...dialect.certificate(commonName), ''] : []),
    written(always, 1),
    ...(consents.length === 0 ? [] : [dialect.onlyWithConsent(written(consents, always.length + 1))]),
    ...closing(script, dialect),
    '',
  ].join('\n');
}

/** What stands above a script, without the signs of a comment. */
function preamble({ requests, tenantName }: Script, { needed, consentFlag }: Dialect): readonly string[] {
  const { length } = requests;
  return [
    `${counted(length, 'request')} to Microsoft Graph for the tenant ${tenantName}, in the order of the plan. Needs ${needed}.`,
    'Lists replace what was there: they contain what the apps had when this was written. If it stops half way, make the',
    'plan anew: it then holds what is left.',
    ...(requests.some(({ isConsent = false }) => isConsent)
      ? [`Consent for every user of the tenant is granted only with ${consentFlag}.`]
      : []),
  ];
}

function signIn(script: Script, { word, signedIn, owner }: Dialect): readonly string[] {
  const { cloud, tenantName } = script;
  return [
    ...(cloud === 'public' ? [] : [`az cloud set --name ${AZURE_CLOUDS[cloud]}`]),
    `az login --tenant ${word([{ text: tenantName }])} --allow-no-subscriptions --output none`,
    ...signedIn(script),
    ...(needs(script, 'OWNER_ID') ? [owner] : []),
  ];
}

/** A request with its number, its purpose and what to mind. */
function rendered(request: ScriptRequest, number: number, script: Script, dialect: Dialect): string {
  const { summary, remark } = request;
  return [
    `${dialect.show} ${dialect.word([{ text: `${number}. ${summary}` }])}`,
    ...(remark === undefined ? [] : [`# ${remark}`]),
    ...sent(request, script, dialect),
    '',
  ].join('\n');
}

/** An app is read after it was made, since an upsert says nothing of one that is there already. */
function sent(request: ScriptRequest, { cloud }: Script, dialect: Dialect): readonly string[] {
  const { gives, url } = request;
  if (gives === undefined) return dialect.send(request);
  if (gives.kind === 'secret') return dialect.keepSecret(request, cloud);
  const variable = (name: string) => `${gives.app.toUpperCase()}_${name}`;
  if (gives.kind === 'service-principal')
    return dialect.keepOfAnswer(request, { member: 'id', variable: variable('PRINCIPAL_ID') });
  return [
    ...dialect.send(request),
    ...dialect.keepOfObject(url, [
      { member: 'id', variable: variable('OBJECT_ID') },
      { member: 'appId', variable: variable('APP_ID') },
    ]),
  ];
}

function closing(script: Script, { show, word }: Dialect): readonly string[] {
  const { next, appIds } = script;
  return [
    `MCP Client App: ${appIds.client}`,
    `MCP Server API: ${appIds.server}`,
    ...(givesSecret(script) ? [`The client secret is in ${SECRET_FILE}, readable by you alone.`] : []),
    'To write the files and check everything:',
    `  ${next}`,
  ].map((text) => `${show} ${word(piecesOf(text))}`);
}

/** Whether any request needs the variable. */
function needs({ requests }: Script, variable: string): boolean {
  return requests.some(({ url, body }) =>
    piecesOf(`${url} ${JSON.stringify(body)}`).some(
      (piece) => 'variable' in piece && piece.variable === variable,
    ),
  );
}

function givesSecret({ requests }: Script): boolean {
  return requests.some(({ gives }) => gives?.kind === 'secret');
}
