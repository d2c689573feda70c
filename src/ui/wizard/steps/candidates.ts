import { dayOf, daysUntil, daysWords } from '../../../core/days.ts';
import { counted } from '../../../core/words.ts';
import type { Choice } from '../../../ports.ts';
import type { AppCandidate, Maker } from '../facts.ts';
import type { Block } from '../step.ts';

/** Each candidate with its id, age, owners and maker. */
export function candidateRows(candidates: readonly AppCandidate[], now: Date): readonly Block[] {
  if (candidates.length === 0) return [];
  return [
    {
      rows: candidates.map((candidate) => [
        `${candidate.displayName}  ${candidate.appId}`,
        [
          MAKERS[candidate.madeBy],
          age(candidate.createdDateTime, now),
          ownedBy(candidate.owners),
          ...foreignCount(candidate.foreign),
        ].join(', '),
      ]),
    },
  ];
}

/** Apps of ours first, then others, then an id to type, then a new one. */
export function candidateChoices(candidates: readonly AppCandidate[]): readonly Choice<string>[] {
  const ours = candidates.filter(({ madeBy }) => madeBy === 'us');
  const others = candidates.filter(({ madeBy }) => madeBy !== 'us');
  return [
    ...[...ours, ...others].map((candidate) => ({
      value: candidate.appId,
      label: `Use ${candidate.displayName} ${shortId(candidate.appId)}`,
      hint: USE_HINTS[candidate.madeBy],
    })),
    { value: 'create', label: 'Create a new one', hint: 'asks for its name' },
    { value: 'enter', label: 'Enter an app id', hint: 'for an app of another name' },
  ];
}

/** Who made an app, in words. */
export const MAKERS: Readonly<Record<Maker, string>> = {
  us: 'made by this tool',
  claimed: 'found by the marker of this set-up, yet not as this set-up makes it',
  'other-setup': 'made by this tool for another set-up',
  others: 'not made by this tool',
};

const USE_HINTS: Readonly<Record<Maker, string>> = {
  us: 'keeps its id; missing parts are added',
  claimed: 'shows first what is not of this set-up',
  'other-setup': 'takes it away from that set-up',
  others: 'shows every difference first',
};

/** How long ago, in the largest unit that fits. */
export function age(createdDateTime: string | null, now: Date): string {
  if (createdDateTime === null) return 'age unknown';
  const days = -daysUntil(createdDateTime, now);
  if (days < 1) return 'created today';
  if (days < 60) return `created ${daysWords(days)} ago`;
  return `created ${dayOf(createdDateTime)}`;
}

export function ownedBy(owners: readonly string[] | null): string {
  if (owners === null) return 'owners not readable';
  return owners.length === 0 ? 'no owner' : `owned by ${owners.join(', ')}`;
}

function foreignCount({ length }: readonly string[]): readonly string[] {
  return length === 0 ? [] : [`${counted(length, 'thing')} on it not of this set-up`];
}

/** Enough of an id to tell two apps apart on a narrow screen. */
function shortId(appId: string): string {
  return appId.slice(0, 8);
}
