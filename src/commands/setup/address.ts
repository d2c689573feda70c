import type { Blueprint } from '../../core/blueprint.ts';
import type { Verdict } from '../../core/report.ts';
import type { Tenant } from '../../core/tenant.ts';
import { counted } from '../../core/words.ts';
import type { Outside } from '../../outside.ts';
import { oneLine } from '../../report/clean.ts';
import { deadlineFor } from '../run/deadline.ts';
import { requireClientUrl, withEndpoint } from '../run/endpoint.ts';
import { judgeTenant } from '../run/judge-tenant.ts';

/** What was found at the MCP server's address, in sentences. */
export interface AddressNews {
  readonly isFine: boolean;
  readonly sentences: readonly string[];
}

/** Milliseconds that the server's address is waited for: a set-up is finished without its server. */
const LIMIT_MS = 15_000;
const MOST_SHOWN = 3;

/** Asks the address as `verify --endpoint` does, within seconds. A server that is not there yet is no failure. */
export async function newsOfAddress(
  outside: Pick<Outside, 'clock' | 'interrupt' | 'practice' | 'progress' | 'transport'>,
  blueprint: Blueprint,
  tenant: Tenant,
): Promise<AddressNews | null> {
  if (outside.interrupt.aborted) return null;
  const deadline = deadlineFor({ deadline: LIMIT_MS }, outside);
  const flags = { endpoint: true };
  try {
    const seen = await deadline.bound(withEndpoint(tenant, blueprint, flags, deadline.outside));
    const { checks = [] } = judgeTenant(blueprint, seen, flags, outside);
    const news = newsOf(
      requireClientUrl(blueprint),
      checks.filter(({ id }) => id.startsWith('endpoint.')),
    );
    // They quote what the server sends.
    return { ...news, sentences: news.sentences.map(oneLine) };
  } catch {
    return { isFine: false, sentences: ['It was not asked to the end: nothing came back in time.'] };
  }
}

function newsOf(url: string, checks: readonly Verdict[]): AddressNews {
  const reachable = checks.find(({ id }) => id === 'endpoint.reachable');
  if (reachable !== undefined && reachable.status !== 'pass')
    return {
      isFine: false,
      sentences: [reachable.message, 'That is no failure of this set-up: the server may come later.'],
    };
  const wrong = checks.filter(({ status }) => status === 'fail' || status === 'warn');
  const passed = checks.filter(({ status }) => status === 'pass').length;
  if (wrong.length === 0)
    return {
      isFine: true,
      sentences: [`${url} tells MCP clients what they need: ${counted(passed, 'check')} passed.`],
    };
  const more = wrong.length - MOST_SHOWN;
  return {
    isFine: false,
    sentences: [
      ...wrong.slice(0, MOST_SHOWN).map(({ message }) => message),
      ...(more > 0 ? [`And ${more} more.`] : []),
    ],
  };
}
