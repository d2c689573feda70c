import { describe } from 'vitest';
import { viewer } from '../support/terminal/person.ts';
import type { Session } from '../support/terminal/session.ts';
import {
  ALL_FILES,
  APPLY,
  answersTheRest,
  appliesWithConsent,
  MCP_URL,
  SET_UP,
  signsIn,
  sitsAt,
  summaryOf,
  test,
  VIEWS,
} from './journey.ts';

const NOTHING = 'Nothing was changed in the tenant';
const STACK = /\bat .*\.m?js:\d+|node:internal/;

/** Leaves with the code, says what was changed, and shows no stack. */
async function leaves(session: Session, code: number, sentence: string): Promise<void> {
  await session.ends(code);
  await session.sees(sentence);
  if (STACK.test(session.said())) throw new Error(`A stack trace:\n${session.said()}`);
}

describe.concurrent('leaving setup', () => {
  for (const view of VIEWS) {
    test(`by Ctrl-C at a question keeps the answers for the next run (${view})`, async ({
      place,
      keeps,
      expect,
    }) => {
      await place.tenant();
      const { session: first, person: before } = sitsAt(place, view);
      await signsIn(before);
      await before.types('Public URL of the MCP server', MCP_URL);
      await before.accepts('Which MCP clients do people use?');
      await before.reads('Set it up like this?');
      first.press('ctrl-c');
      await leaves(first, 130, NOTHING);
      expect((await place.state()).applications).toEqual([]);
      await keeps(first, `interrupted-at-a-question-${view}`);

      const { session: next, person } = sitsAt(place, view);
      await person.chooses('Go on from there?', 'Go on');
      await person.accepts('Set it up like this?');
      await person.reads('What do you want to do with this plan?');
      next.press('ctrl-c');
      await leaves(next, 130, NOTHING);
      await keeps(next, `resumed-${view}`);
    });

    test(`by Ctrl-C at the confirmation changes nothing (${view})`, async ({ place, keeps, expect }) => {
      await place.tenant();
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await answersTheRest(person);
      await person.reads('What do you want to do with this plan?');
      session.press('ctrl-c');
      await leaves(session, 130, NOTHING);
      expect([(await place.state()).applications, await place.files()]).toEqual([[], []]);
      await keeps(session, `interrupted-at-the-plan-${view}`);
    });
  }

  for (const view of VIEWS) {
    test(`by the end of the input is no success (${view})`, async ({ place, keeps, expect }) => {
      const { session, person } = sitsAt(place, view);
      await person.reads('How do you want to sign in?');
      session.press('ctrl-d');
      await leaves(session, 130, NOTHING);
      expect(await place.files()).toEqual([]);
      await keeps(session, `end-of-input-${view}`);
    });
  }

  test('when the process is told to end', async ({ place }) => {
    const session = place.sit(['setup', '--practice']);
    await viewer(session).reads('How do you want to sign in?');
    session.kill('SIGTERM');
    await leaves(session, 143, NOTHING);
  });
});

describe.concurrent('leaving while changes are made', () => {
  for (const view of VIEWS)
    test(`says what was done, and the next run does the rest (${view})`, async ({ place, keeps, expect }) => {
      await place.tenant();
      await place.breaks('slow-replication');
      const { session, person } = sitsAt(place, view);
      await signsIn(person);
      await answersTheRest(person);
      await appliesWithConsent(person);
      await session.sees(view === 'accessible' ? 'Add the Application ID URI api://{appId}...' : 'waiting:');
      session.press('ctrl-c');
      await leaves(session, 130, 'not done');
      const { apps } = summaryOf(await place.state());
      expect(apps.length).toBeGreaterThan(0);
      await keeps(session, `interrupted-while-applying-${view}`);

      await place.run(['practice', 'mend']);
      const { code, err } = await place.run(APPLY);
      expect([code, err.match(STACK)]).toEqual([0, null]);
      expect(summaryOf(await place.state())).toEqual(SET_UP);
      expect(await place.files()).toEqual(ALL_FILES);
    });
});
