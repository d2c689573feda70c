import type { Account, Person } from '../../core/person.ts';
import type { Reading } from '../../core/tenant.ts';
import { type CauseFinding, type CauseTest, refuted, type Situation } from '../situation.ts';

type Judge = (account: Account, person: Person, situation: Situation) => CauseFinding | null;

/** Decides where the account could be read; without one, nothing else is the cause. */
export const ofAccount =
  (judge: Judge): CauseTest =>
  (situation) => {
    const { person } = situation.knowledge;
    if (person?.account.state !== 'read') return null;
    if (person.account.value === null) return refuted('There is no such account.');
    return judge(person.account.value, person, situation);
  };

/** What kept a part from being read, with the permission that would show it. */
export function unread(reading: Reading<unknown> | undefined): string | null {
  if (reading === undefined || reading.state === 'read') return null;
  return `${reading.detail}${reading.permission === null ? '' : ` It takes ${reading.permission}.`}`;
}
