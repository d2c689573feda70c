import { CLOUDS, type Cloud } from '../../core/cloud.ts';
import type { AppWord } from '../../core/ids.ts';
import { shellWord } from '../../core/shell-word.ts';
import {
  AZURE_CLOUDS,
  CERTIFICATE_DAYS,
  givesSecret,
  headingOf,
  KEY_FILE,
  needs,
  partsOf,
  piecesOf,
  preamble,
  type Script,
  type ScriptRequest,
  SECRET_FILE,
} from './script.ts';

/** The plan as a script for bash and the Azure CLI that runs as it stands. Holds no secret. */
export function renderBashScript(script: Script): string {
  if (script.requests.length === 0) return '# Nothing has to be changed.\n';
  const { always, consents } = partsOf(script);
  const written = (requests: readonly ScriptRequest[], first: number) =>
    requests.map((request, index) => rendered(request, first + index, script)).join('\n');
  return [
    '#!/usr/bin/env bash',
    ...preamble(script, { needs: 'the Azure CLI', consent: '--grant-admin-consent' }).map(
      (line) => `# ${line}`,
    ),
    'set -euo pipefail',
    'umask 077',
    ...(givesSecret(script) ? [REFUSE_OVERWRITE] : []),
    '',
    ...(script.cloud === 'public' ? [] : [`az cloud set --name ${AZURE_CLOUDS[script.cloud]}`]),
    `az login --tenant ${shellWord(script.tenantName)} --allow-no-subscriptions --output none`,
    ...(needs(script, 'OWNER_ID') ? ['OWNER_ID=$(az ad signed-in-user show --query id --output tsv)'] : []),
    '',
    send(script.cloud),
    ...(needs(script, 'CERTIFICATE') ? [certificate(script)] : []),
    written(always, 1),
    ...(consents.length === 0
      ? []
      : [`if [ "\${1-}" = --grant-admin-consent ]; then\n${written(consents, always.length + 1)}fi\n`]),
    closing(script),
  ].join('\n');
}

const REFUSE_OVERWRITE = `if [ -e ${SECRET_FILE} ]; then echo "${SECRET_FILE} exists already: move it away first." >&2; exit 1; fi`;

/** Entra copies what is new to all its servers over minutes; one that has not heard of an app refuses what is about it. */
const send = (
  cloud: Cloud,
): string => `# Sends a request, and again while what is new has not been copied everywhere.
send() {
  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
    if az rest --resource ${CLOUDS[cloud].graph} "$@"; then return; fi
    echo "Refused (attempt $attempt of 12). What is new is not known everywhere at once: again in 10 s." >&2
    sleep 10
  done
  echo "Given up. What was done before stays." >&2
  return 1
}
`;

function certificate({ commonName }: Script): string {
  return [
    '# The private key stays on this machine.',
    `if [ ! -e ${KEY_FILE} ]; then`,
    `  openssl req -x509 -newkey rsa:2048 -nodes -sha256 -days ${CERTIFICATE_DAYS} -subj ${shellWord(`/CN=${commonName.replace(/[\\/+]/g, '\\$&')}`)} -keyout ${KEY_FILE}.key -out ${KEY_FILE}.crt`,
    `  cat ${KEY_FILE}.key ${KEY_FILE}.crt > ${KEY_FILE}`,
    `  rm ${KEY_FILE}.key ${KEY_FILE}.crt`,
    'fi',
    `CERTIFICATE=$(openssl x509 -in ${KEY_FILE} -outform DER | openssl base64 -A)`,
    `CERTIFICATE_SUBJECT=${shellWord(`CN=${commonName}`)}`,
    `CERTIFICATE_KEY_ID=$(openssl x509 -in ${KEY_FILE} -noout -fingerprint -sha1 | sed -E 's/.*=//; s/://g; s/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/\\1-\\2-\\3-\\4-\\5/')`,
    '',
  ].join('\n');
}

function rendered(request: ScriptRequest, number: number, script: Script): string {
  const [title = '', ...remarks] = headingOf(request, number);
  return [
    `echo ${shellWord(title)}`,
    ...remarks.map((remark) => `# ${remark}`),
    ...sent(request, script),
    '',
  ].join('\n');
}

function sent(
  { method, url, headers = {}, body, gives }: ScriptRequest,
  { cloud }: Script,
): readonly string[] {
  const given = Object.entries({ 'Content-Type': 'application/json', ...headers });
  const words = [
    `--method ${method} --url ${word(url)}`,
    `--headers ${given.map(([name, value]) => word(`${name}=${value}`)).join(' ')}`,
    `--body ${word(JSON.stringify(body))}`,
  ].join(' \\\n  ');
  switch (gives?.kind) {
    case 'application':
      return [
        `send ${words} --output none`,
        asked(gives.app, url, 'OBJECT_ID', 'id'),
        asked(gives.app, url, 'APP_ID', 'appId'),
      ];
    case 'service-principal':
      return [`${prefix(gives.app)}_PRINCIPAL_ID=$(send ${words} --query id --output tsv)`];
    case 'secret':
      return [
        `az rest --resource ${CLOUDS[cloud].graph} ${words} --query secretText --output tsv > ${SECRET_FILE}`,
      ];
    default:
      return [`send ${words} --output none`];
  }
}

/** Asked for, since an upsert says nothing of an app that is there already. */
function asked(app: AppWord, url: string, name: string, member: string): string {
  return `${prefix(app)}_${name}=$(send --method GET --url ${word(url)} --query ${member} --output tsv)`;
}

function prefix(app: AppWord): string {
  return app.toUpperCase();
}

/** One word for the shell, with variables in place of what stood in braces. */
function word(text: string): string {
  return piecesOf(text)
    .map((piece) => ('variable' in piece ? `"$${piece.variable}"` : shellWord(piece.text)))
    .join('');
}

function closing(script: Script): string {
  const { next, appIds } = script;
  return [
    `echo ${word(`MCP Client App: ${appIds.client}`)}`,
    `echo ${word(`MCP Server API: ${appIds.server}`)}`,
    ...(givesSecret(script) ? [`echo 'The client secret is in ${SECRET_FILE}, readable by you alone.'`] : []),
    "echo 'To write the files and check everything:'",
    `echo ${word(`  ${next}`)}`,
    '',
  ].join('\n');
}
