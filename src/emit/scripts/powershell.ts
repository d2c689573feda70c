import { CLOUDS } from '../../core/cloud.ts';
import type { Dialect } from './dialect.ts';
import {
  CERTIFICATE_DAYS,
  type Piece,
  piecesOf,
  type Script,
  type ScriptRequest,
  SECRET_FILE,
} from './script.ts';

/** For PowerShell, Windows PowerShell 5.1 included; the Azure CLI signs in. */
export const POWERSHELL: Dialect = {
  first: [],
  needed: 'the Azure CLI, to sign in',
  consentFlag: '-GrantAdminConsent',
  settings: ['param([switch] $GrantAdminConsent)', "$ErrorActionPreference = 'Stop'"],
  refuseOverwrite: `if (Test-Path -LiteralPath '${SECRET_FILE}') { throw '${SECRET_FILE} exists already: move it away first.' }`,
  signedIn,
  owner: '$ownerId = az ad signed-in-user show --query id --output tsv',
  sender: () => [SEND],
  certificate,
  show: 'Write-Host',
  word,
  send: (request) => [`$null = ${sending(request)}`],
  keepOfAnswer: (request, { member, variable }) => [`${named(variable)} = (${sending(request)}).${member}`],
  keepOfObject: (url, kept) => [
    `$application = Send-Graph -Method GET -Uri ${word(piecesOf(url))}`,
    ...kept.map(({ member, variable }) => `${named(variable)} = $application.${member}`),
  ],
  keepSecret: (request) => [`$secret = (${sending(request)} -Attempts 1).secretText`, ...KEEP_SECRET],
  onlyWithConsent: (text) => `if ($GrantAdminConsent) {\n${text}}\n`,
};

function signedIn({ cloud, tenantName }: Script): readonly string[] {
  return [
    "if ($LASTEXITCODE -ne 0) { throw 'Not signed in.' }",
    `$token = az account get-access-token --tenant ${quoted(tenantName)} --resource ${quoted(CLOUDS[cloud].graph)} --query accessToken --output tsv`,
  ];
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
}`;

function certificate(commonName: string): readonly string[] {
  const subject = quoted(`CN=${commonName}`);
  return [
    '# The private key stays in the certificate store of this account, from where it can be exported.',
    `$made = New-SelfSignedCertificate -Subject ${subject} -CertStoreLocation 'Cert:\\CurrentUser\\My' -KeyExportPolicy Exportable -KeySpec Signature -NotAfter (Get-Date).AddDays(${CERTIFICATE_DAYS})`,
    '$certificate = [Convert]::ToBase64String($made.RawData)',
    `$certificateSubject = ${subject}`,
    '$certificateKeyId = [guid]::NewGuid().ToString()',
  ];
}

function sending({ method, url, headers = {}, body }: ScriptRequest): string {
  const text = (value: string) => word(piecesOf(value));
  const given = Object.entries(headers).map(([name, value]) => `${quoted(name)} = ${text(value)}`);
  return [
    `Send-Graph -Method ${method} -Uri ${text(url)}`,
    ...(given.length === 0 ? [] : [`-Headers @{ ${given.join('; ')} }`]),
    `-Body ${text(JSON.stringify(body))}`,
  ].join(' ');
}

/** The file is private before the secret is in it. */
const KEEP_SECRET = [
  `$null = New-Item -ItemType File -Path '${SECRET_FILE}'`,
  `if ($env:OS -eq 'Windows_NT') { $null = icacls '${SECRET_FILE}' /inheritance:r /grant:r "$($env:USERNAME):(F)" } else { chmod 600 '${SECRET_FILE}' }`,
  `Set-Content -LiteralPath '${SECRET_FILE}' -Value $secret -NoNewline`,
];

/** An expression whose value is the text. */
function word(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece) => ('variable' in piece ? named(piece.variable) : quoted(piece.text)));
  return parts.length === 1 ? parts.join('') : `(${["''", ...parts].join(' + ')})`;
}

/** A variable as people write it there: `SERVER_APP_ID` is `$serverAppId`. */
function named(variable: string): string {
  return `$${variable.toLowerCase().replace(/_(.)/g, (_whole, letter: string) => letter.toUpperCase())}`;
}

/** PowerShell takes typographic quotes for quotes as well. */
function quoted(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
