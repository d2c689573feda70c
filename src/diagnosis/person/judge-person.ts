import type { Person } from '../../core/person.ts';
import type { Diagnosis } from '../../core/report.ts';
import type { Knowledge } from '../knowledge.ts';
import { NO_FAILURE } from '../no-failure.ts';
import { rankedCauses } from '../rank.ts';
import { situationOf } from '../situation-of.ts';
import { filled } from '../words.ts';
import { PERSON_CAUSES } from './person-causes.ts';

/** Diagnoses why this person cannot sign in or see files where others can. The diagnosis has no code. */
export function judgePerson(person: Person, knowledge: Knowledge): Diagnosis {
  const situation = situationOf(NO_FAILURE, { ...knowledge, person });
  const causes = rankedCauses(PERSON_CAUSES, situation);
  const proved = causes.filter(({ verdict }) => verdict === 'proved');
  const isAboutFiles = proved.length > 0 && proved.every(({ id }) => FILES.includes(id));
  return {
    code: null,
    name: person.userPrincipalName,
    hop: isAboutFiles ? 'graph' : 'client-signin',
    meaning: filled(
      proved.length > 0
        ? 'Something keeps this person out of {client}, or from files, that does not keep out others.'
        : 'Nothing that could be read keeps this person out.',
      situation,
    ),
    correlationId: null,
    causes,
    waitingHelps: false,
    hints: failureHints(person),
  };
}

const FILES: readonly string[] = ['no-licence', 'guest-has-no-drive', 'drive-missing'];
const MOST_FAILURES = 3;

function failureHints({ failures }: Person): readonly string[] {
  if (failures.state !== 'read')
    return [
      `The failed sign-ins of this person could not be read: ${failures.detail} It takes ${failures.permission}.`,
    ];
  if (failures.value.length === 0)
    return ['The sign-in log shows no failed sign-in of this person to the two apps.'];
  return failures.value
    .slice(0, MOST_FAILURES)
    .map(
      ({ code, at, correlationId }) => `Failed with AADSTS${code} at ${at}, correlation id ${correlationId}.`,
    );
}
