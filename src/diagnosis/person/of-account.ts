import type { Account, Person } from '../../core/person.ts';
import type { Reading } from '../../core/tenant.ts';
import { type CauseFinding, type CauseTest, refuted, type Situation } from '../situation.ts';

type Judge = (account: Account, person: Person, situation: Situation) => CauseFinding | null;

/** A test that is decided by the account: null where it could not be read, refuted where there is none. */
export const ofAccount =
  (judge: Judge): CauseTest =>
  (situation) => {
    const { person } = situation.knowledge;
    if (person?.account.state !== 'read') return null;
    if (person.account.value === null) return refuted('There is no such account.');
    return judge(person.account.value, person, situation);
  };

/** Why a reading failed and the permission that it takes, in sentences; null where it was read. */
export function unread(reading: Reading<unknown> | undefined): string | null {
  if (reading === undefined || reading.state === 'read') return null;
  return `${reading.detail}${reading.permission === null ? '' : ` It takes ${reading.permission}.`}`;
}
