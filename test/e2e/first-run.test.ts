import { describe } from 'vitest';
import { listener, viewer } from '../support/terminal/person.ts';
import { renderPicture } from '../support/terminal/picture.ts';
import {
  ALL_FILES,
  answersTheRest,
  appliesWithConsent,
  SET_UP,
  signsIn,
  summaryOf,
  test,
} from './journey.ts';

const TITLE = 'A first run of entra-mcp-setup setup on the practice tenant';
/** What the README shows of it. */
const PICTURE = [
  { from: 'entra-mcp-setup', to: 'Step 1 of' },
  { from: 'Step 2 of', to: 'Step 3 of' },
  { from: 'Plan:', to: 'Left to people' },
  { from: '✓ What do you want', to: 'Next' },
];

describe.concurrent('a first run of setup', () => {
  test('ends with a verified set-up, in 80 columns', async ({ place, keeps, expect }) => {
    const session = place.sit(['setup', '--practice']);
    const person = viewer(session);
    await signsIn(person);
    await answersTheRest(person);
    await appliesWithConsent(person);
    await session.ends(0);
    expect(await place.files()).toEqual(ALL_FILES);
    expect(summaryOf(await place.state())).toEqual(SET_UP);
    expect((await place.run(['verify', '--practice', '--auth', 'browser'])).code).toBe(0);
    await keeps(session, 'first-run-80');
    await expect(renderPicture(session.screen, TITLE, PICTURE)).toMatchFileSnapshot('screens/first-run.svg');
  });

  test('ends with a verified set-up, in 44 columns', async ({ place, keeps, expect }) => {
    await place.tenant();
    const session = place.sit(['setup', '--practice'], { columns: 44 });
    const person = viewer(session);
    await signsIn(person);
    await answersTheRest(person);
    await appliesWithConsent(person);
    await session.ends(0);
    expect(summaryOf(await place.state())).toEqual(SET_UP);
    await keeps(session, 'first-run-44');
  });

  test('ends with a verified set-up, read aloud', async ({ place, keeps, expect }) => {
    await place.tenant();
    const session = place.sit(['setup', '--practice', '--accessible']);
    const person = listener(session);
    await signsIn(person);
    await answersTheRest(person);
    await appliesWithConsent(person);
    await session.ends(0);
    expect(summaryOf(await place.state())).toEqual(SET_UP);
    await keeps(session, 'first-run-accessible');
  });
});
