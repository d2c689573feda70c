import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { launchFor } from '../../src/cli/launch.ts';
import { scriptsFor } from '../../src/commands/run/scripts.ts';
import type { Blueprint } from '../../src/core/blueprint.ts';
import { CHECKS } from '../../src/core/checks/index.ts';
import { planFor } from '../../src/core/plan.ts';
import { shellWord } from '../../src/core/shell-word.ts';
import { requestsFor } from '../../src/graph/shown-requests.ts';
import { type Bench, observe, openBench, run, setUp } from '../support/bench.ts';
import { normalised } from '../support/normal.ts';
import { BLUEPRINT } from '../support/practice.ts';
import { withCredential } from '../support/registrations.ts';
import { lineOf, runScript } from '../support/script-run.ts';
import { STARTING_BLUEPRINTS } from '../support/starts.ts';
import { readPowerShell } from './powershell.ts';

const LAUNCH = { launch: launchFor({ answers: {} }, {}) };
const GRANT = ['--grant-admin-consent'];

async function scriptsOn(bench: Bench, blueprint: Blueprint) {
  const tenant = await observe(bench, blueprint);
  const asked = { ...blueprint, grantAdminConsent: true };
  const plan = planFor(CHECKS, asked, tenant, bench.moment());
  const { claims } = bench.graph.access;
  const account = { ...claims, tenantId: bench.tenant.state.tenant.id };
  const changes = plan.changes.map(({ change }) => change);
  const requests = requestsFor(changes, tenant, { cloud: 'public', account: claims });
  const scripts = scriptsFor(LAUNCH, plan, { blueprint, tenant, account: account as never });
  return { scripts, requests };
}

/** The tenant as the next run reads it, without what Entra chooses. */
async function stateOf(bench: Bench, blueprint: Blueprint): Promise<unknown> {
  await bench.clock.sleep(600_000);
  return normalised(await observe(bench, blueprint), bench.graph.access.claims.objectId);
}

/** What apply leaves and sends. */
async function applied(bench: Bench, blueprint: Blueprint) {
  const from = bench.tenant.log.length;
  await run(bench, blueprint);
  const sent = bench.tenant.log
    .slice(from)
    .filter(({ method, url, status }) => method !== 'GET' && !url.endsWith('/$batch') && status < 400)
    .map(({ method, url, body }) => lineOf({ method, url, headers: {}, body }));
  return { sent, state: await stateOf(bench, blueprint) };
}

const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Entra chooses other ids for each. */
const withoutIds = (lines: readonly string[]) =>
  lines.map((line) => line.replace(IDS, '<id>').replace(' | create-if-missing | ', ' |  | '));

describe('the script for bash, run against the practice tenant', () => {
  const withConsent = STARTING_BLUEPRINTS.filter(({ grantAdminConsent }) => grantAdminConsent);
  it.each(withConsent)('sends what apply sends, and leaves what apply leaves: %#', async (blueprint) => {
    const [byScript, byApply] = [await openBench(), await openBench()];
    const { scripts } = await scriptsOn(byScript, blueprint);
    const { code, err, sent } = await runScript(byScript, scripts.bash, GRANT);
    expect([code, err]).toEqual([0, '']);
    const { sent: wanted, state } = await applied(byApply, blueprint);
    expect(withoutIds(sent)).toEqual(withoutIds(wanted));
    expect(await stateOf(byScript, blueprint)).toEqual(state);
  });

  it('mends what is wrong with apps that are there', async () => {
    const broken = async () => {
      const bench = await openBench(await setUp);
      for (const fault of ['v1-tokens', 'missing-consent', 'wrong-scope', 'expired-secret'])
        bench.fault(fault);
      return bench;
    };
    const [byScript, byApply] = [await broken(), await broken()];
    const { scripts } = await scriptsOn(byScript, BLUEPRINT);
    expect((await runScript(byScript, scripts.bash, GRANT)).code).toBe(0);
    const { state } = await applied(byApply, BLUEPRINT);
    expect(await stateOf(byScript, BLUEPRINT)).toEqual(state);
  });

  it('grants nothing for everybody unless it is told to', async () => {
    const bench = await openBench();
    const { scripts } = await scriptsOn(bench, BLUEPRINT);
    const { code, sent } = await runScript(bench, scripts.bash);
    expect([code, bench.tenant.state.grants]).toEqual([0, []]);
    expect(sent.filter((line) => line.includes('Grants'))).toEqual([]);
  });

  it('keeps the secret in a private file, and overwrites none', async () => {
    const bench = await openBench();
    const { scripts } = await scriptsOn(bench, BLUEPRINT);
    const { out, err, files } = await runScript(bench, scripts.bash);
    const { mode, text = '' } = files['mcp-server-secret.txt'] ?? {};
    expect(mode).toBe('600');
    expect(text.trim().length).toBeGreaterThan(20);
    expect(out + err).not.toContain(text.trim());
    const again = await runScript(
      bench,
      scripts.bash.replace('umask 077', 'umask 077; touch mcp-server-secret.txt'),
    );
    expect([again.code, again.sent]).toEqual([1, []]);
  });

  it('waits while a new app is not known everywhere', async () => {
    const bench = await openBench();
    bench.fault('slow-replication');
    const { scripts } = await scriptsOn(bench, BLUEPRINT);
    const { code, err } = await runScript(bench, scripts.bash, GRANT);
    expect(code).toBe(0);
    expect(err).toContain('again in 10 s');
    expect(bench.clock.slept).toContain(10_000);
  });

  it('stops at what stays refused, and says what stays', async () => {
    const bench = await openBench();
    bench.fault('secrets-forbidden');
    const { scripts } = await scriptsOn(bench, BLUEPRINT);
    const { code, err, sent } = await runScript(bench, scripts.bash, GRANT);
    expect(code).not.toBe(0);
    expect(err).toContain('ERROR');
    expect(sent.filter((line) => line.includes('Grants'))).toEqual([]);
  });

  it('makes a certificate where one is to be made', async () => {
    const bench = await openBench();
    const blueprint = withCredential({
      kind: 'certificate',
      file: 'mcp-server-certificate.pem',
      create: true,
      certificate: null,
      thumbprint: null,
    });
    const { scripts } = await scriptsOn(bench, blueprint);
    const { code, err, files } = await runScript(bench, scripts.bash);
    expect([code, err]).toEqual([0, expect.anything()]);
    const pem = files['mcp-server-certificate.pem'];
    expect([pem?.mode, pem?.text]).toEqual([
      '600',
      expect.stringMatching(/PRIVATE KEY[\s\S]*BEGIN CERTIFICATE/),
    ]);
    const app = bench.tenant.state.applications.find(({ displayName }) => displayName === 'MCP Server API');
    expect(app?.keys).toHaveLength(1);
  });

  it('names the command that goes on, with the ids that were chosen', async () => {
    const bench = await openBench();
    const { scripts } = await scriptsOn(bench, BLUEPRINT);
    const { out } = await runScript(bench, scripts.bash);
    const [client, server] = ['MCP Client App', 'MCP Server API'].map(
      (name) => bench.tenant.state.applications.find(({ displayName }) => displayName === name)?.appId,
    );
    expect(out).toContain(
      `npx entra-mcp-setup setup --tenant contoso.onmicrosoft.com --client-app-id ${client} --server-app-id ${server}`,
    );
  });
});

describe('the script for PowerShell', () => {
  it.each(STARTING_BLUEPRINTS)(
    'sends the very requests, with every id known in time: %#',
    async (blueprint) => {
      const bench = await openBench();
      const { scripts, requests } = await scriptsOn(bench, blueprint);
      const { sent, unknown, unbalanced } = readPowerShell(scripts.powershell);
      expect([unknown, unbalanced]).toEqual([[], []]);
      const plain = (text: string) => text.replace(/\{[^{}"]*\}/g, '{}');
      const writes = sent.filter(({ method }) => method !== 'GET');
      expect(writes.map(({ method, url, body }) => [method, url, plain(body)])).toEqual(
        requests.map(({ method, url, body }) => [method, plain(url), plain(JSON.stringify(body))]),
      );
    },
  );

  it('grants only where it is told to, and holds no secret and no token', async () => {
    const { scripts } = await scriptsOn(await openBench(), BLUEPRINT);
    expect(scripts.powershell).toMatch(/^param\(\[switch\] \$GrantAdminConsent\)$/m);
    const [before = '', after = ''] = scripts.powershell.split('if ($GrantAdminConsent) {');
    expect([before, after].map((text) => text.includes('oauth2PermissionGrants'))).toEqual([false, true]);
    expect(scripts.powershell).not.toMatch(/eyJ|Bearer (?!\$token)/);
  });

  it('quotes a name with any apostrophe', async () => {
    const displayName = 'Ada\u2019s $HOME `server` "it\'s"';
    const blueprint = { ...BLUEPRINT, serverApi: { ...BLUEPRINT.serverApi, displayName } };
    const { scripts } = await scriptsOn(await openBench(), blueprint);
    const { sent, unbalanced } = readPowerShell(scripts.powershell);
    expect(unbalanced).toEqual([]);
    expect(JSON.parse(sent[0]?.body ?? '{}')).toMatchObject({ displayName });
  });
});

describe('any script', () => {
  it('says so when there is nothing to do', async () => {
    const bench = await openBench(await setUp);
    const { scripts } = await scriptsOn(bench, BLUEPRINT);
    expect([scripts.bash, scripts.powershell]).toEqual(Array(2).fill(expect.stringContaining('Nothing')));
  });

  it('goes to the addresses of its cloud', async () => {
    const { scripts } = await scriptsOn(await openBench(), { ...BLUEPRINT, cloud: 'usgov' });
    for (const script of [scripts.bash, scripts.powershell]) {
      expect(script).toContain('https://graph.microsoft.us/v1.0/');
      expect(script).toContain('az cloud set --name AzureUSGovernment');
    }
    expect(scripts.powershell).toContain("--resource 'https://graph.microsoft.us'");
  });

  it.each(["it's", '$HOME', '`id`', 'a b', '"', '\\', 'ü', ''])('quotes %j for the shell', (text) =>
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text),
  );
});
