import { bypassesProxy, proxyFrom } from '../../adapters/proxy-settings.ts';
import { CLOUDS, type Cloud } from '../../core/cloud.ts';
import { durationWords } from '../../core/duration.ts';
import { AZURE_CLI_APP_ID } from '../../core/ids.ts';
import { SetupError } from '../../errors.ts';
import type { BareOutside, Outside } from '../../outside.ts';
import type { LocalCheck, OfferedMethod, Surroundings } from '../../ui/wizard/facts.ts';
import type { SetupFlags } from './command.ts';

/** Milliseconds by which this clock may differ from Entra's before tokens look expired or not yet valid. */
const CLOCK_TOLERANCE_MS = 120_000;

/** Checks this machine before anything is asked: Node, the clock, whether Entra answers, the proxy in use. */
export async function localChecks(outside: BareOutside, cloud: Cloud): Promise<readonly LocalCheck[]> {
  const { authority, graph } = CLOUDS[cloud];
  const reached = await reach(outside, `${authority}/organizations/v2.0/.well-known/openid-configuration`);
  return [
    { status: 'pass', label: 'Node', detail: outside.nodeVersion },
    reached.check,
    ...(reached.skew === null ? [] : [clockCheck(reached.skew)]),
    ...(outside.practice ? [] : ways([authority, graph], outside.env)),
  ];
}

/** Which hosts are contacted, and through which proxy, chosen as the transport chooses it. */
function ways(contacts: readonly string[], env: Outside['env']): readonly LocalCheck[] {
  const proxy = proxyFrom(env);
  const proxied = proxy === null ? [] : contacts.filter((url) => !bypassesProxy(new URL(url), env));
  const named = (urls: readonly string[]) => urls.map(hostOf).join(' and ');
  return [
    ...(proxy === null || proxied.length === 0
      ? []
      : [{ status: 'pass' as const, label: 'Proxy', detail: `${proxy.url.host} for ${named(proxied)}` }]),
    { status: 'pass', label: 'Contacts', detail: named(contacts) },
  ];
}

async function reach(
  { transport, clock, practice }: BareOutside,
  url: string,
): Promise<{ readonly check: LocalCheck; readonly skew: number | null }> {
  const label = 'Sign-in service';
  if (practice) return { check: { status: 'pass', label, detail: 'on this machine' }, skew: null };
  try {
    const response = await transport(new Request(url));
    const date = Date.parse(response.headers.get('date') ?? '');
    const skew = Number.isNaN(date) ? null : clock.now().getTime() - date;
    return { check: { status: 'pass', label, detail: `${hostOf(url)} answers` }, skew };
  } catch (error) {
    const detail = error instanceof SetupError ? error.message : `${hostOf(url)} does not answer`;
    return { check: { status: 'fail', label, detail }, skew: null };
  }
}

function clockCheck(skew: number): LocalCheck {
  const off = Math.abs(skew);
  return off <= CLOCK_TOLERANCE_MS
    ? { status: 'pass', label: 'Clock', detail: 'agrees with Entra' }
    : {
        status: 'warn',
        label: 'Clock',
        detail: `${durationWords(off)} off; tokens may look expired or not yet valid`,
      };
}

function hostOf(url: string): string {
  return new URL(url).host;
}

/** What the wizard knows of this machine before its first question. */
export function surroundingsOf(
  { clock, env, practice }: Pick<Outside, 'clock' | 'env' | 'practice'>,
  flags: SetupFlags,
): Surroundings {
  const own = flags.signInClient ?? null;
  return {
    exampleUrl: practice === null ? null : 'https://mcp.example.com/mcp',
    now: clock.now(),
    methods: offeredMethods(env, practice !== null),
    signInClient:
      own === null ? { appId: AZURE_CLI_APP_ID, name: 'Microsoft Azure CLI' } : { appId: own, name: own },
  };
}

function offeredMethods(env: Outside['env'], isPractice: boolean): readonly OfferedMethod[] {
  const hasSecret = Boolean(
    env.AZURE_CLIENT_ID && (env.AZURE_CLIENT_SECRET || env.AZURE_CLIENT_CERTIFICATE_PATH),
  );
  return [
    { method: 'device-code', unavailable: null },
    { method: 'browser', unavailable: null },
    { method: 'azure-cli', unavailable: isPractice ? 'not in practice' : null },
    ...(hasSecret ? [{ method: 'environment' as const, unavailable: null }] : []),
  ];
}
