import type { ClientVerdict, Status } from '../core/report.ts';

/** The verdict on a client as the status of a check, so that it is counted and coloured like one. */
export function statusOfClient({ verdict }: ClientVerdict): Status {
  return STATUSES[verdict];
}

const STATUSES: Readonly<Record<ClientVerdict['verdict'], Status>> = {
  starts: 'pass',
  refused: 'fail',
  inconclusive: 'unknown',
};

/** What was sent for the client, as labelled values. */
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
