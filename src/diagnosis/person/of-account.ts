import type { Account, Person } from '../../core/person.ts';
import type { Reading } from '../../core/tenant.ts';
import type { CauseFinding, CauseTest, Situation } from '../situation.ts';

type Judge = (account: Account, person: Person, situation: Situation) => CauseFinding | null;

/** Decides where the account is there and could be read. */
export const ofAccount =
  (judge: Judge): CauseTest =>
  (situation) => {
    const { person } = situation.knowledge;
    if (person?.account.state !== 'read' || person.account.value === null) return null;
    return judge(person.account.value, person, situation);
  };

/** What kept a part from being read, with the permission that would show it. */
export function unread(reading: Reading<unknown> | undefined): string | null {
  if (reading === undefined || reading.state === 'read') return null;
  return `${reading.detail}${reading.permission === null ? '' : ` It takes ${reading.permission}.`}`;
}
