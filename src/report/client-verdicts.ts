import type { ClientVerdict, Status } from '../core/report.ts';

/** The verdict on a client in the words of a check, so that everything that counts and colours those does so here. */
export function statusOfClient({ verdict }: ClientVerdict): Status {
  return STATUSES[verdict];
}

const STATUSES: Readonly<Record<ClientVerdict['verdict'], Status>> = {
  starts: 'pass',
  refused: 'fail',
  inconclusive: 'unknown',
};

/** What was sent, as labelled values. */
export function sentRows({
  redirectUri,
  scope,
  resource,
}: ClientVerdict): readonly (readonly [string, string])[] {
  if (redirectUri === null) return [];
  return [
    ['Redirect URI', redirectUri],
    ['Scope', scope],
    ...(resource === null ? [] : [['Resource', resource] as const]),
  ];
}
