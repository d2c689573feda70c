import { CLOUDS, type Cloud } from '../../core/cloud.ts';
import {
  AZURE_CLOUDS,
  CERTIFICATE_DAYS,
  givesSecret,
  headingOf,
  needs,
  partsOf,
  piecesOf,
  preamble,
  type Script,
  type ScriptRequest,
  SECRET_FILE,
} from './script.ts';

/** The plan as a script for PowerShell, Windows PowerShell 5.1 included, that runs as it stands. Holds no secret. */
export function renderPowerShellScript(script: Script): string {
  if (script.requests.length === 0) return '# Nothing has to be changed.\n';
  const { always, consents } = partsOf(script);
  const written = (requests: readonly ScriptRequest[], first: number) =>
    requests.map((request, index) => rendered(request, first + index)).join('\n');
  const told = preamble(script, { needs: 'the Azure CLI, to sign in', consent: '-GrantAdminConsent' });
  return [
    ...told.map((line) => `# ${line}`),
    'param([switch] $GrantAdminConsent)',
    "$ErrorActionPreference = 'Stop'",
    ...(givesSecret(script) ? [REFUSE_OVERWRITE] : []),
    '',
    ...signIn(script),
    '',
    SEND,
    ...(needs(script, 'CERTIFICATE') ? [certificate(script)] : []),
    written(always, 1),
    ...(consents.length === 0
      ? []
      : [`if ($GrantAdminConsent) {\n${written(consents, always.length + 1)}}\n`]),
    closing(script),
  ].join('\n');
}

const REFUSE_OVERWRITE = `if (Test-Path -LiteralPath '${SECRET_FILE}') { throw '${SECRET_FILE} exists already: move it away first.' }`;

function signIn(script: Script): readonly string[] {
  const { cloud, tenantName } = script;
  return [
    ...(cloud === 'public' ? [] : [`az cloud set --name ${AZURE_CLOUDS[cloud]}`]),
    `az login --tenant ${quoted(tenantName)} --allow-no-subscriptions --output none`,
    "if ($LASTEXITCODE -ne 0) { throw 'Not signed in.' }",
    `$token = az account get-access-token --tenant ${quoted(tenantName)} --resource ${quoted(graphOf(cloud))} --query accessToken --output tsv`,
    ...(needs(script, 'OWNER_ID') ? ['$ownerId = az ad signed-in-user show --query id --output tsv'] : []),
  ];
}

function graphOf(cloud: Cloud): string {
  return CLOUDS[cloud].graph;
}

/** The body goes as bytes: Windows PowerShell would send it in another encoding than UTF-8. */
const SEND = `# Sends a request, and again while what is new has not been copied everywhere.
function Send-Graph {
  param([string] $Method, [string] $Uri, [string] $Body, [hashtable] $Headers = @{}, [int] $Attempts = 12)
  $request = @{ Method = $Method; Uri = $Uri; Headers = $Headers + @{ Authorization = "Bearer $token" } }
  if ($Body) { $request.Body = [Text.Encoding]::UTF8.GetBytes($Body); $request.ContentType = 'application/json' }
  for ($attempt = 1; ; $attempt++) {
    try { return Invoke-RestMethod @request }
    catch {
      if ($attempt -ge $Attempts) { throw }
      Write-Warning "Refused (attempt $attempt of $Attempts). What is new is not known everywhere at once: again in 10 s. $_"
      Start-Sleep -Seconds 10
    }
  }
}
`;

function certificate({ commonName }: Script): string {
  const subject = quoted(`CN=${commonName}`);
  return [
    '# The private key stays in the certificate store of this account, from where it can be exported.',
    `$made = New-SelfSignedCertificate -Subject ${subject} -CertStoreLocation 'Cert:\\CurrentUser\\My' -KeyExportPolicy Exportable -KeySpec Signature -NotAfter (Get-Date).AddDays(${CERTIFICATE_DAYS})`,
    '$certificate = [Convert]::ToBase64String($made.RawData)',
    `$certificateSubject = ${subject}`,
    '$certificateKeyId = [guid]::NewGuid().ToString()',
    '',
  ].join('\n');
}

function rendered(request: ScriptRequest, number: number): string {
  const [title = '', ...remarks] = headingOf(request, number);
  return [
    `Write-Host ${quoted(title)}`,
    ...remarks.map((remark) => `# ${remark}`),
    ...sent(request),
    '',
  ].join('\n');
}

function sent({ method, url, headers = {}, body, gives }: ScriptRequest): readonly string[] {
  const given = Object.entries(headers).map(([name, value]) => `${quoted(name)} = ${word(value)}`);
  const sending = [
    `Send-Graph -Method ${method} -Uri ${word(url)}`,
    ...(given.length === 0 ? [] : [`-Headers @{ ${given.join('; ')} }`]),
    `-Body ${word(JSON.stringify(body))}`,
  ].join(' ');
  switch (gives?.kind) {
    case 'application':
      return [
        `$null = ${sending}`,
        `$application = Send-Graph -Method GET -Uri ${word(url)}`,
        `$${gives.app}ObjectId = $application.id`,
        `$${gives.app}AppId = $application.appId`,
      ];
    case 'service-principal':
      return [`$${gives.app}PrincipalId = (${sending}).id`];
    case 'secret':
      return [`$secret = (${sending} -Attempts 1).secretText`, ...KEEP_SECRET];
    default:
      return [`$null = ${sending}`];
  }
}

/** The file is private before the secret is in it. */
const KEEP_SECRET = [
  `$null = New-Item -ItemType File -Path '${SECRET_FILE}'`,
  `if ($env:OS -eq 'Windows_NT') { $null = icacls '${SECRET_FILE}' /inheritance:r /grant:r "$($env:USERNAME):(F)" } else { chmod 600 '${SECRET_FILE}' }`,
  `Set-Content -LiteralPath '${SECRET_FILE}' -Value $secret -NoNewline`,
];

/** An expression whose value is the text, with variables in place of what stood in braces. */
function word(text: string): string {
  const pieces = piecesOf(text).map((piece) =>
    'variable' in piece ? `$${camelCase(piece.variable)}` : quoted(piece.text),
  );
  return pieces.length === 1 ? pieces.join('') : `(${["''", ...pieces].join(' + ')})`;
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_(.)/g, (_whole, letter: string) => letter.toUpperCase());
}

/** PowerShell takes typographic quotes for quotes as well. */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}

function closing(script: Script): string {
  const { next, appIds } = script;
  return [
    `Write-Host ${word(`MCP Client App: ${appIds.client}`)}`,
    `Write-Host ${word(`MCP Server API: ${appIds.server}`)}`,
    ...(givesSecret(script)
      ? [`Write-Host 'The client secret is in ${SECRET_FILE}, readable by you alone.'`]
      : []),
    "Write-Host 'To write the files and check everything:'",
    `Write-Host ${word(`  ${next}`)}`,
    '',
  ].join('\n');
}
