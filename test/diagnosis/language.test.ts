import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diagnose, readFailures } from '../../src/diagnosis/index.ts';
import { IDS } from '../support/registrations.ts';
import { changed, having, healthyTenant } from '../support/tenants.ts';
import { knowing } from './known.ts';
import { SAMPLES } from './samples.ts';

/** What stays in every language: quoted values, codes, ids, addresses, names of parameters, of their values and of parts of programs. */
const KEPT =
  /u?'[^'\n]{1,400}'|`[\w-]+`|\baz login\b|"[\w-]{1,40}" ?:(?: ?"[\w.-]{1,60}"(?=[,}\]]))?|\(‘[^’]*’\)|(?:https?|api|urn):\S+|\b[a-z][a-z0-9+.-]*:\/\/\S+|[\w.-]*\d[\w.:/-]*|\b\w+(?:[_.=/@&?%-]\w+)+\S*|\b(?:error|error_codes|code|message|innerError|claims|suberror|Bearer|HTTP|GET|POST|Forbidden|Unauthorized|InvalidAuthenticationToken)\b|\b[a-z]+[A-Z]\w+|\\[rnt]|&#?\w+;|%[0-9A-F]{2}|<[^>]{1,200}>/g;
const WORD = /\p{L}[\p{L}’]*/gu;
const STRANGE = ['Wahrheit', 'señal', 'été', 'über', 'ключ', 'kuća', 'łódź', 'ağaç'] as const;

/** The text with every other word in a language that nobody speaks. */
function scrambled(text: string): string {
  let count = 0;
  const strange = (prose: string): string =>
    prose.replace(WORD, () => STRANGE[count++ % STRANGE.length] ?? '');
  let out = '';
  let end = 0;
  for (const match of text.matchAll(KEPT)) {
    out += strange(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return out + strange(text.slice(end));
}

const CLIENT = IDS.client.appId;
const SERVER = IDS.server.appId;
const TENANT = healthyTenant();
const STATES = {
  healthy: TENANT,
  'without consent': having(having(TENANT, 'clientGrants', []), 'serverGrants', []),
  'with v1 tokens': changed(TENANT, 'server', { tokenVersion: 1 }),
  'without URIs': changed(changed(TENANT, 'server', { identifierUris: [] }), 'client', {
    redirectUris: { publicClient: [], web: [], spa: [] },
  }),
};

/** Messages about this setup, as the service words them. */
const OURS = [
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${CLIENT}' named 'MCP Client App'. Send an interactive authorization request for this user and resource.`,
  `AADSTS65001: The user or administrator has not consented to use the application with ID '${SERVER}' named 'MCP Server API'. Send an interactive authorization request for this user and resource.`,
  `AADSTS50011: The redirect URI 'http://localhost:9/callback' specified in the request does not match the redirect URIs configured for the application '${CLIENT}'.`,
  `AADSTS700016: Application with identifier '${IDS.client.objectId}' was not found in the directory '${IDS.tenant}'.`,
  `AADSTS500011: The resource principal named api://${SERVER} was not found in the tenant named ${IDS.tenant}.`,
  `AADSTS650053: The application 'MCP Client App' asked for scope 'access' that doesn't exist on the resource '00000003-0000-0000-c000-000000000000'. Contact the app vendor.`,
  `AADSTS500131: Assertion audience does not match the Client app presenting the assertion. The audience in the assertion was 'api://${SERVER.toUpperCase()}' and the expected audience is '${SERVER}' or one of the Application Uris of this application with App ID '${SERVER}'(MCP Server API).`,
  `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${SERVER}'.`,
  `AADSTS50105: Your administrator has configured the application MCP Client App ('${CLIENT}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '{EmailHidden}' is blocked.`,
];
/** Samples that the law cannot hold for, with what makes it so. */
const OUTSIDE: readonly { readonly part: string; readonly because: string }[] = [
  {
    part: 'AADSTS53005',
    because: 'the reporter mistyped 53003, so that the sentence alone says which number was meant',
  },
];
const isOutside = (text: string): boolean => OUTSIDE.some(({ part }) => text.includes(part));
const FIELD: readonly { readonly code: string | null; readonly text: string }[] = JSON.parse(
  readFileSync(new URL('../fixtures/field-reports.json', import.meta.url), 'utf8'),
);
const PRINTED: readonly { readonly entry: string; readonly text: string }[] = JSON.parse(
  readFileSync(new URL('../fixtures/field-errors.json', import.meta.url), 'utf8'),
);
const CODED = [
  ...PRINTED.filter(({ entry, text }) => /^\d+$/.test(entry) && text.includes(`AADSTS${entry}`)).map(
    ({ text }) => text,
  ),
  ...FIELD.filter(({ code }) => /^\d+$/.test(code ?? '')).map(({ text }) => text),
  ...SAMPLES.filter(({ code, text }) => code !== null && !isOutside(text)).map(({ text }) => text),
  ...OURS,
];

const told = (text: string, tenant: typeof TENANT) =>
  diagnose(readFailures(text), knowing(tenant)).map(({ code, hop, causes }) => ({
    code,
    hop,
    verdicts: causes.map(({ id, verdict }) => `${id} ${verdict}`).toSorted(),
  }));

test.each(OUTSIDE)('a sample stands outside where $because', ({ part }) => {
  expect(SAMPLES.filter(({ text }) => text.includes(part))).toHaveLength(1);
});

describe('a message in a language that nobody speaks', () => {
  test.each(Object.entries(STATES))('is diagnosed as before on a tenant %s', (_, tenant) => {
    const other = CODED.filter(
      (text) => JSON.stringify(told(text, tenant)) !== JSON.stringify(told(scrambled(text), tenant)),
    );
    expect(
      other.map((text) => [text, scrambled(text), told(text, tenant), told(scrambled(text), tenant)]),
    ).toEqual([]);
  });
});
