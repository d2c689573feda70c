import { PENDING_SECRET } from '../blueprint.ts';
import { dayOf } from '../days.ts';
import type { OtherKind } from './definition.ts';
import { updateApplication } from './foreseen.ts';

export interface AddSecret {
  readonly kind: 'add-secret';
  readonly app: 'server';
  readonly displayName: string;
  /** ISO 8601, always sent: an empty body means two years, which trips lifetime policies (facts: graph.md §1.7). */
  readonly endDateTime: string;
  /** The months that the blueprint asks for, where a policy allows less; else null. */
  readonly cappedFromMonths: number | null;
}

export const addSecret: OtherKind<AddSecret> = {
  summary: ({ displayName, endDateTime }) =>
    `Create the client secret ${displayName}, valid until ${dayOf(endDateTime)}`,
  describe: ({ displayName, endDateTime, cappedFromMonths }) => ({
    before: null,
    after: {
      displayName,
      endDateTime,
      ...(cappedFromMonths === null ? {} : { shortenedByPolicyFromMonths: cappedFromMonths }),
      secretText: '(sensitive value)',
    },
    sensitive: ['secretText'],
  }),
  simulate: (tenant, { displayName, endDateTime }) =>
    updateApplication(tenant, 'server', (before) => ({
      ...before,
      passwordCredentials: [
        ...before.passwordCredentials,
        { keyId: PENDING_SECRET, displayName, hint: null, startDateTime: null, endDateTime },
      ],
    })),
};

export function secretBody({
  displayName,
  endDateTime,
}: Pick<AddSecret, 'displayName' | 'endDateTime'>): object {
  return { passwordCredential: { displayName, endDateTime } };
}
