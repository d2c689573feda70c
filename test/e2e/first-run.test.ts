import { describe } from 'vitest';
import { renderPicture } from '../support/terminal/picture.ts';
import type { Session } from '../support/terminal/session.ts';
import {
  ALL_FILES,
  answersTheRest,
  appliesWithConsent,
  SET_UP,
  signsIn,
  sitsAt,
  summaryOf,
  test,
  VIEWS,
  type View,
} from './journey.ts';

const TITLE = 'A first run of entra-mcp-setup setup on the practice tenant';
/** What the README shows of it. */
const PICTURE = [
  { from: 'entra-mcp-setup', to: 'Step 1 of' },
  { from: 'Step 2 of', to: 'Step 3 of' },
  { from: 'Plan:', to: 'Next' },
];

/** From the sign-in to the end, consent included. */
const QUESTIONS = 7;

/** The questions that were answered: recorded on a line each, or asked with a prompt when said aloud. */
function questionsIn({ screen, said }: Session, view: View): readonly string[] {
  const asked = view === 'accessible' ? /(?:Choose|Answer): /g : /^\u2713 .*[?:] /gm;
  return (view === 'accessible' ? said() : screen.all()).match(asked) ?? [];
}

describe.concurrent('a first run of setup', () => {
  for (const view of VIEWS) {
    test(`ends with a verified set-up (${view})`, async ({ place, keeps, expect }) => {
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await answersTheRest(person);
      await appliesWithConsent(person);
      await person.accepts('Do more now?');
      await session.ends(0);
      if (view !== '44') expect(questionsIn(session, view)).toHaveLength(QUESTIONS);
      expect(await place.files()).toEqual(ALL_FILES);
      expect(summaryOf(await place.state())).toEqual(SET_UP);
      await keeps(session, `first-run-${view}`);
      if (view !== '80') return;
      expect((await place.run(['verify', '--practice', '--auth', 'browser'])).code).toBe(0);
      await expect(renderPicture(session.screen, TITLE, PICTURE)).toMatchFileSnapshot(
        'screens/first-run.svg',
      );
    });
  }
});
