import { describe, expect, it } from 'vitest';
import type { Status, Verdict } from '../../src/core/report.ts';
import type { Transport } from '../../src/ports.ts';
import { type Desk, MCP_URL, setUpDesk } from '../support/desk.ts';

type Changes = Readonly<Record<string, Status>>;
type World = 'direct' | 'gateway';

const FLAGS: Readonly<Record<World, string>> = { direct: `--app-id-uri ${MCP_URL}`, gateway: '' };

const NOTHING_READ: Changes = {
  'endpoint.resource-metadata': 'fail',
  'endpoint.resource': 'skip',
  'endpoint.authorization-server': 'skip',
  'endpoint.issuer-metadata': 'skip',
  'endpoint.pkce': 'skip',
  'endpoint.offline-access': 'skip',
};
const COMMON: Changes = { 'endpoint.authorization-server': 'fail', 'endpoint.issuer-metadata': 'fail' };

/** For each fault the verdicts that change of all that verify judges, and what they change to. */
const TABLE: readonly (readonly [fault: string, World, Changes])[] = [
  ['endpoint-no-challenge', 'direct', { 'endpoint.challenge': 'fail' }],
  ['endpoint-no-challenge', 'gateway', { 'endpoint.challenge': 'fail' }],
  [
    'endpoint-no-metadata',
    'direct',
    { ...NOTHING_READ, 'endpoint.resource-registered': 'skip', 'endpoint.scopes': 'skip' },
  ],
  ['endpoint-no-metadata', 'gateway', NOTHING_READ],
  [
    'endpoint-other-resource',
    'direct',
    { 'endpoint.resource': 'fail', 'endpoint.resource-registered': 'fail' },
  ],
  ['endpoint-other-resource', 'gateway', { 'endpoint.resource': 'fail' }],
  ['endpoint-slash', 'direct', { 'endpoint.resource': 'fail', 'endpoint.resource-registered': 'fail' }],
  ['endpoint-slash', 'gateway', { 'endpoint.resource': 'fail' }],
  ['endpoint-common-issuer', 'direct', COMMON],
  ['endpoint-common-issuer', 'gateway', COMMON],
  ['endpoint-bare-scopes', 'direct', { 'endpoint.scopes': 'warn' }],
  // Only Entra minds them, so that the server is published directly: what is judged of Entra alone is judged now.
  [
    'endpoint-bare-scopes',
    'gateway',
    { 'endpoint.scopes': 'warn', 'endpoint.resource-registered': 'pass', 'endpoint.pkce': 'warn' },
  ],
  ['endpoint-accepts-anything', 'direct', { 'endpoint.refuses-bad-token': 'fail' }],
  ['endpoint-accepts-anything', 'gateway', { 'endpoint.refuses-bad-token': 'fail' }],
];

const VERIFY = 'verify --practice --endpoint';

async function verdictsOn(desk: Desk, between?: (inner: Transport) => Transport) {
  const { document, exitCode } = await desk.run(`${VERIFY} --json`, between ? { between } : {});
  return { checks: document.checks ?? [], exitCode };
}

const statusesOf = (checks: readonly Verdict[]): Changes =>
  Object.fromEntries(checks.map(({ id, status }) => [id, status]));

async function brokenDesk(fault: string, world: World): Promise<Desk> {
  const desk = await setUpDesk(FLAGS[world]);
  expect((await desk.run(['practice', 'break', fault, '--practice'])).exitCode).toBe(0);
  return desk;
}

/** Ids of what a person has to look at, as `id status`, from the JSON. */
const findingsIn = (checks: readonly Verdict[]): readonly string[] =>
  checks
    .filter(({ status, section }) => section === 'endpoint' && (status === 'fail' || status === 'warn'))
    .map(({ id, status }) => `${id} ${status}`)
    .toSorted();

const all = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, id, status]) => `${id} ${status?.toLowerCase()}`).toSorted();

describe.each(TABLE)('%s, the server being %s,', (fault, world, changes) => {
  it('changes exactly the verdicts that it concerns', async () => {
    const before = statusesOf((await verdictsOn(await setUpDesk(FLAGS[world]))).checks);
    const { checks } = await verdictsOn(await brokenDesk(fault, world));
    const after = Object.entries(statusesOf(checks)).filter(([id, status]) => before[id] !== status);
    expect(Object.fromEntries(after)).toEqual(changes);
    const silent = checks.filter(({ status, message }) => status === 'skip' && message.length < 20);
    expect(silent).toEqual([]);
  });

  it('is told alike as text, SARIF and HTML', async () => {
    const desk = await brokenDesk(fault, world);
    const findings = findingsIn((await verdictsOn(desk)).checks);
    const as = async (format: string) => (await desk.run(`${VERIFY} --format ${format}`)).out;
    expect(all(await as('text'), /^ +(?=(?:FAIL|WARN) +(endpoint\.[\w-]+)$)(\w+)/gm)).toEqual(findings);
    const html = await as('html');
    expect(all(html, /class="card finding \w+" id="(endpoint\.[\w-]+)".*?class="word (\w+)"/gs)).toEqual(
      findings,
    );
    const { runs } = JSON.parse(await as('sarif'));
    const results = runs[0].results as readonly { ruleId: string; level: string }[];
    const words: Readonly<Record<string, string>> = { error: 'fail', warning: 'warn', note: 'warn' };
    expect(results.map(({ ruleId, level }) => `${ruleId} ${words[level]}`).toSorted()).toEqual(findings);
  });

  it('is mended by what the printed commands print, when it is served', async () => {
    const desk = await brokenDesk(fault, world);
    const served: { document?: Served } = {};
    for (let round = 0; round < 4; round += 1) {
      const { checks } = await verdictsOn(desk, serving(served));
      const first = checks.find(
        ({ status, severity }) => status === 'fail' || (status === 'warn' && severity !== 'info'),
      );
      if (first === undefined) break;
      const argv = (first.fix?.command ?? '').split(' ').slice(1);
      const isMetadata = argv[0] === 'resource-metadata';
      const { document, exitCode } = await desk.run([...argv, '--json'], { between: serving(served) });
      if (isMetadata) served.document = document.resourceMetadata as Served;
      else expect(exitCode).toBe(0);
    }
    const { checks, exitCode } = await verdictsOn(desk, serving(served));
    expect(exitCode).toBe(0);
    expect(findingsIn(checks).filter((one) => one !== 'endpoint.pkce warn')).toEqual([]);
    expect(served.document).toBeDefined();
  });
});

interface Served {
  readonly url: string;
  readonly document: object;
  readonly header: string;
}

/** A server that serves exactly what was printed, once something was. */
const serving =
  ({ document: printed }: { readonly document?: Served }) =>
  (inner: Transport): Transport =>
  async (request, limits) => {
    if (printed === undefined) return inner(request, limits);
    if (request.url === MCP_URL)
      return new Response(null, { status: 401, headers: { 'www-authenticate': printed.header } });
    return request.url === printed.url ? Response.json(printed.document) : inner(request, limits);
  };
