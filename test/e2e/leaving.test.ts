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
  summaryOf,
  test,
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
  test('by Ctrl-C at a question keeps the answers for the next run', async ({ place, keeps, expect }) => {
    await place.tenant();
    const first = place.sit(['setup', '--practice']);
    await signsIn(viewer(first));
    await viewer(first).types('Public URL of the MCP server', MCP_URL);
    await viewer(first).reads('OAuth callback of the AI gateway');
    first.press('ctrl-c');
    await leaves(first, 130, NOTHING);
    expect((await place.state()).applications).toEqual([]);
    await keeps(first, 'interrupted-at-a-question-80');

    const next = place.sit(['setup', '--practice']);
    const person = viewer(next);
    await person.chooses('Go on from there?', 'Go on');
    await person.accepts('OAuth callback of the AI gateway');
    await person.reads('Which app is MCP Server API?');
    next.press('ctrl-c');
    await leaves(next, 130, NOTHING);
    await keeps(next, 'resumed-80');
  });

  test('by Ctrl-C at the confirmation changes nothing', async ({ place, expect }) => {
    await place.tenant();
    const session = place.sit(['setup', '--practice']);
    await signsIn(viewer(session));
    await answersTheRest(viewer(session));
    await viewer(session).reads('What do you want to do with this plan?');
    session.press('ctrl-c');
    await leaves(session, 130, NOTHING);
    expect([(await place.state()).applications, await place.files()]).toEqual([[], []]);
  });

  test('by the end of the input is no success', async ({ place, expect }) => {
    const session = place.sit(['setup', '--practice']);
    await viewer(session).reads('Does that describe what you have?');
    session.press('ctrl-d');
    await leaves(session, 130, NOTHING);
    expect(await place.files()).toEqual([]);
  });

  test('by the end of the input is no success where everything is read aloud', async ({ place, expect }) => {
    const session = place.sit(['setup', '--practice', '--accessible']);
    await session.hears('Choose: ');
    session.press('ctrl-d');
    await leaves(session, 130, NOTHING);
    expect(await place.files()).toEqual([]);
  });

  test('when the process is told to end', async ({ place }) => {
    const session = place.sit(['setup', '--practice']);
    await viewer(session).reads('Does that describe what you have?');
    session.kill('SIGTERM');
    await leaves(session, 143, NOTHING);
  });
});

describe.concurrent('leaving while changes are made', () => {
  test('says what was done, and the next run does the rest', async ({ place, keeps, expect }) => {
    await place.tenant();
    await place.breaks('slow-replication');
    const session = place.sit(['setup', '--practice']);
    await signsIn(viewer(session));
    await answersTheRest(viewer(session));
    await appliesWithConsent(viewer(session));
    await session.sees('waiting:');
    session.press('ctrl-c');
    await leaves(session, 130, 'not done');
    const { apps } = summaryOf(await place.state());
    expect(apps.length).toBeGreaterThan(0);
    await keeps(session, 'interrupted-while-applying-80');

    await place.run(['practice', 'mend']);
    const { code, err } = await place.run(APPLY);
    expect([code, err.match(STACK)]).toEqual([0, null]);
    expect(summaryOf(await place.state())).toEqual(SET_UP);
    expect(await place.files()).toEqual(ALL_FILES);
  });
});
