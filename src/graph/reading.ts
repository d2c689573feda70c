import { type Reading, read, UNREAD } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { GraphReply } from './client.ts';
import { parseFailure, saysMissing } from './failure.ts';

/** The facet that a reply shows; null for an object that does not exist. */
export function readingOrNull<Value>(
  reply: GraphReply | undefined,
  parse: (body: unknown) => Value,
  permission: string,
): Reading<Value | null> {
  if (reply && saysMissing(reply)) return read(null);
  return reading<Value | null>(reply, parse, { permission });
}

/** The facet that a reply shows, or why it is unreadable; `permission` is the least that would show it. */
export function reading<Value>(
  reply: GraphReply | undefined,
  parse: (body: unknown) => Value,
  { permission }: { readonly permission: string },
): Reading<Value> {
  if (reply?.status === 200) return parsedReading(reply, parse);
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

/** A reply of an unknown form makes its facet unreadable, with the field in the detail; the others are not affected. */
function parsedReading<Value>(reply: GraphReply, parse: (body: unknown) => Value): Reading<Value> {
  try {
    return read(parse(reply.body));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { state: 'unreadable', because: 'failed', detail: error.message, permission: null };
  }
}
