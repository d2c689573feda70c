import { type Reading, read, UNREAD } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { parseFailure, saysMissing } from './failure.ts';

/** What a reply shows, null for what is not there. */
export function readingOrNull<Value>(
  reply: GraphReply | undefined,
  parse: (body: unknown) => Value,
  permission: string,
): Reading<Value | null> {
  if (reply && saysMissing(reply)) return read(null);
  return reading<Value | null>(reply, parse, { permission });
}

/** What a reply shows, or why it does not; `permission` is the least that would. */
export function reading<Value>(
  reply: GraphReply | undefined,
  parse: (body: unknown) => Value,
  { permission }: { readonly permission: string },
): Reading<Value> {
  if (reply?.status === 200) return understood(reply, parse);
  if (!reply || reply.status === 0) return UNREAD;
  const { status, code } = parseFailure(reply);
  if (status === 403) {
    const because =
      code === 'Authentication_RequestFromNonPremiumTenantOrB2CTenant' ? 'unlicensed' : 'forbidden';
    return {
      state: 'unreadable',
      because,
      detail: `Microsoft Graph did not allow it to be read (${code}).`,
      permission,
    };
  }
  return {
    state: 'unreadable',
    because: 'failed',
    detail: `Microsoft Graph could not show it (${status} ${code}).`,
    permission: null,
  };
}

/** A reply in an unknown form leaves its facet unread, naming the field; the other facets still speak. */
function understood<Value>(reply: GraphReply, parse: (body: unknown) => Value): Reading<Value> {
  try {
    return read(parse(reply.body));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { state: 'unreadable', because: 'failed', detail: error.message, permission: null };
  }
}
