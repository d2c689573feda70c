import type { CheckId } from '../../core/check.ts';
import type { AppWord } from '../../core/ids.ts';
import { type CauseTest, ourApp, proved, type Sign, type Situation } from '../situation.ts';
import { applicationOf } from './facets.ts';

/** For how long a new app may be missing on some replicas: documented as minutes (facts: graph.md §3). */
const FRESH_MS = 10 * 60_000;

/** Whether the app was new when the failure happened; clocks may differ either way. */
function wasFresh({ failure, knowledge }: Situation, app: AppWord): boolean {
  const created = applicationOf(knowledge, app)?.createdDateTime;
  if (!created || failure.timestamp === null) return false;
  return Math.abs(Date.parse(failure.timestamp) - Date.parse(created)) < FRESH_MS;
}

/** Proved where the app of the message exists, was new at the time, and none of these checks fails. */
export const appJustCreated =
  (...mustHold: readonly CheckId[]): CauseTest =>
  (situation) => {
    const { verdicts } = situation.knowledge;
    const broken = verdicts?.some(({ id, status }) => mustHold.includes(id) && status === 'fail') === true;
    const app = ourApp(situation);
    if (broken || app === null || !wasFresh(situation, app)) return null;
    return proved(`{${app}} exists, and was created within minutes of this failure.`);
  };

/** The same as a mere sign, for failures that have other causes too. */
export const setupIsFresh: Sign = (situation) => {
  const app = (['server', 'client'] as const).find((word) => wasFresh(situation, word));
  return app === undefined ? null : `{${app}} was created within minutes of this failure.`;
};

/** The caller saw two reads of the same object differ. */
export const seenReplicating: CauseTest = ({ knowledge }) =>
  knowledge.observations.some(({ kind }) => kind === 'replicating')
    ? proved('Reads of the same object differed a moment ago: the tenant is still replicating a change.')
    : null;
