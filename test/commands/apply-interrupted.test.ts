import { describe, expect, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import type { Transport } from '../../src/ports.ts';
import { APPLY, type Desk, openDesk, writesIn } from '../support/desk.ts';
import { atWrite } from './trouble.ts';

const AGAIN = 'apply --practice --yes --json';

/** Answers "done", then somebody presses Ctrl-C. */
function interruptedAfterWrite(number: number) {
  const controller = new AbortController();
  const between = atWrite(number, async (request, inner) => {
    const response = await inner(request);
    controller.abort(new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.'));
    return response;
  });
  return { between, interrupt: controller.signal };
}

/** The process is gone: the request was sent, nothing after it happens, no file is written any more. */
function killedAtWrite(desk: Desk, number: number) {
  let isDead = false;
  desk.disk.whyNot = () => (isDead ? 'the process is gone' : null);
  const dead = () => new SetupError('TERMINATED', 'The process is gone.');
  const onWrite = atWrite(number, async (request, inner) => {
    await inner(request);
    isDead = true;
    throw dead();
  });
  const between = (inner: Transport): Transport => {
    const counted = onWrite(inner);
    return async (request) => {
      if (isDead) throw dead();
      return counted(request);
    };
  };
  return { between };
}

describe('apply that is interrupted', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'after write %i, knows the secret that stands in the file',
    async (number) => {
      const desk = await openDesk();
      await desk.run(APPLY, interruptedAfterWrite(number));
      const secret = /^AZURE_CLIENT_SECRET=\S+$/m.exec(desk.disk.text('.env'))?.[0];
      const { out, err } = await desk.run(APPLY);
      expect((out + err).replace(/\s+/g, ' ')).not.toContain('not known here');
      expect(desk.disk.text('entra-mcp-summary.md')).not.toMatch(/not known/);
      if (secret !== undefined) expect(desk.disk.text('.env')).toContain(secret);
    },
  );

  test('says with 130 what was done and how to go on, without a stack trace', async () => {
    const { exitCode, err } = await (await openDesk()).run(APPLY, interruptedAfterWrite(3));
    expect(exitCode).toBe(130);
    expect(err).toMatch(/Create the app registration MCP Client App/);
    expect(err).toMatch(/apply --practice.* --yes`\s+again/);
    expect(err).not.toMatch(/^\s+at /m);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('after write %i, lists exactly what was done', async (number) => {
    const desk = await openDesk();
    const run = await desk.run(`${APPLY} --json`, interruptedAfterWrite(number));
    expect([run.exitCode, run.document.applied?.done.length]).toEqual([130, number]);
  });

  test.each([
    ['while signing in', '/devicecode'],
    ['before the first write', '$batch'],
  ])('%s, says that nothing was changed', async (_when, end) => {
    const controller = new AbortController();
    const between =
      (inner: Transport): Transport =>
      async (request) => {
        if (request.url.endsWith(end)) controller.abort(new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.'));
        return inner(request);
      };
    const run = await (await openDesk()).run(APPLY, { between, interrupt: controller.signal });
    expect([run.exitCode, writesIn(run.log)]).toEqual([130, []]);
    expect(run.err).toContain('Nothing was changed');
  });
});

describe('apply that is killed', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('at write %i and started again converges', async (number) => {
    const desk = await openDesk();
    await desk.run(APPLY, killedAtWrite(desk, number));
    desk.disk.whyNot = () => null;
    const { exitCode } = await desk.run(APPLY);
    const { applications, grants } = desk.tenant.state;
    const third = await desk.run(AGAIN);
    expect([applications.length, grants.length, writesIn(third.log)]).toEqual([2, 3, []]);
    expect(exitCode).toBe(0);
  });

  test('while a secret was made leaves none that nobody is told of', async () => {
    const desk = await openDesk();
    await desk.run(APPLY, killedAtWrite(desk, 6));
    desk.disk.whyNot = () => null;
    const { document, err } = await desk.run(`${APPLY} --json`);
    const keys = desk.tenant.state.applications.flatMap(({ passwords }) =>
      passwords.map(({ keyId }) => keyId),
    );
    const told = `${err}${JSON.stringify(document)}`;
    expect(keys.filter((keyId) => !told.includes(keyId))).toEqual([]);
  });
});
