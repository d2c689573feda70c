import { CLOUDS, type Cloud } from '../../core/cloud.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Dialect } from './dialect.ts';
import {
  CERTIFICATE_DAYS,
  KEY_FILE,
  type Piece,
  piecesOf,
  type ScriptRequest,
  SECRET_FILE,
} from './script.ts';

/** For bash, with the Azure CLI sending the requests. */
export const BASH: Dialect = {
  first: ['#!/usr/bin/env bash'],
  needed: 'the Azure CLI',
  consentFlag: '--grant-admin-consent',
  settings: ['set -euo pipefail', 'umask 077'],
  refuseOverwrite: `if [ -e ${SECRET_FILE} ]; then echo "${SECRET_FILE} exists already: move it away first." >&2; exit 1; fi`,
  signedIn: () => [],
  owner: 'OWNER_ID=$(az ad signed-in-user show --query id --output tsv)',
  sender,
  certificate,
  show: 'echo',
  word,
  send: (request) => [`send ${options(request)} --output none`],
  keepOfAnswer: (request, { member, variable }) => [
    `${variable}=$(send ${options(request)} --query ${member} --output tsv)`,
  ],
  keepOfObject: (url, kept) =>
    kept.map(
      ({ member, variable }) =>
        `${variable}=$(send --method GET --url ${word(piecesOf(url))} --query ${member} --output tsv)`,
    ),
  keepSecret: (request, cloud) => [
    `az rest --resource ${CLOUDS[cloud].graph} ${options(request)} --query secretText --output tsv > ${SECRET_FILE}`,
  ],
  onlyWithConsent: (text) => `if [ "\${1-}" = --grant-admin-consent ]; then\n${text}fi\n`,
};

/** Entra copies what is new to all its servers over minutes; one that has not heard of an app refuses what is about it. */
function sender(cloud: Cloud): readonly string[] {
  return [
    '# Sends a request, and again while what is new has not been copied everywhere.',
    'send() {',
    '  for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do',
    `    if az rest --resource ${CLOUDS[cloud].graph} "$@"; then return; fi`,
    '    echo "Refused (attempt $attempt of 12). What is new is not known everywhere at once: again in 10 s." >&2',
    '    sleep 10',
    '  done',
    '  echo "Given up. What was done before stays." >&2',
    '  return 1',
    '}',
  ];
}

function certificate(commonName: string): readonly string[] {
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
  ];
}

function options({ method, url, headers = {}, body }: ScriptRequest): string {
  const text = (value: string) => word(piecesOf(value));
  const given = Object.entries({ 'Content-Type': 'application/json', ...headers });
  return [
    `--method ${method} --url ${text(url)}`,
    `--headers ${given.map(([name, value]) => text(`${name}=${value}`)).join(' ')}`,
    `--body ${text(JSON.stringify(body))}`,
  ].join(' \\\n  ');
}

function word(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => ('variable' in piece ? `"$${piece.variable}"` : shellWord(piece.text)))
    .join('');
}
