import { describe, expect, it, test } from 'vitest';
import { SetupError } from '../../src/errors.ts';
import type { Transport } from '../../src/ports.ts';
import { APPLY, openDesk, type RunOptions, setUpDesk, writesIn } from '../support/desk.ts';

const NOTHING = 'Nothing was changed in the tenant';

const isWrite = ({ url, method }: Request) => {
  const { host, pathname } = new URL(url);
  return host === 'graph.microsoft.com' && method !== 'GET' && !pathname.endsWith('$batch');
};

/** Stands between the program and the tenant at the requests that match; the rest pass. */
function at(
  matches: (request: Request) => boolean,
  act: (request: Request, inner: Transport) => Promise<Response>,
): Pick<RunOptions, 'between'> {
  return { between: (inner) => (request) => (matches(request) ? act(request, inner) : inner(request)) };
}

const lost = () => Promise.reject(new TypeError('fetch failed'));
const isRemoval = (request: Request) => request.url.endsWith('/removePassword');

describe('apply, when the blueprint cannot be written after an app was created', () => {
  async function stopped() {
    const desk = await openDesk();
    desk.disk.whyNot = (path, asked) =>
      path === 'entra-mcp.yaml' && asked === 'now' && desk.tenant.state.applications.length > 0
        ? 'a folder is in the way'
        : null;
    return desk.run(`${APPLY} --json`);
  }

  test('lists the app among what was done, and exits with 6', async () => {
    const { exitCode, document } = await stopped();
    expect([exitCode, document.applied?.done]).toEqual([6, [expect.stringContaining('Create the app')]]);
  });

  test('says how to go on, and not that nothing was changed', async () => {
    const steps = (await stopped()).document.errors?.[0]?.nextSteps.join('\n') ?? '';
    expect([/apply .*--yes` again/.test(steps), steps.includes(NOTHING)]).toEqual([true, false]);
  });
});

test('apply changes nothing when the blueprint cannot be written before it begins', async () => {
  const desk = await openDesk();
  desk.disk.whyNot = (path, asked) =>
    path === 'entra-mcp.yaml' && asked === 'now' ? 'it is in the way' : null;
  const { exitCode, log } = await desk.run(`${APPLY} --json`);
  expect([exitCode, writesIn(log)]).toEqual([2, []]);
});

describe('apply, when the answer to a change never arrives', () => {
  /** The change is made, its answer is lost, and every later look at it as well. */
  const unanswered = () => {
    let isLost = false;
    return at(
      (request) => isLost || isWrite(request),
      async (request, inner) => {
        if (!isLost) await inner(request);
        isLost = true;
        return lost();
      },
    );
  };

  test('exits with 6, since it may have been carried out', async () => {
    const desk = await openDesk();
    const { exitCode, document, log } = await desk.run(`${APPLY} --json`, unanswered());
    expect([exitCode, writesIn(log).length]).toEqual([6, 1]);
    expect(document.applied?.stoppedAt).toMatch(/^Create the app .*may have been carried out/);
  });

  test('never says that nothing was changed', async () => {
    const { err, document } = await (await openDesk()).run(`${APPLY} --json`, unanswered());
    expect(`${err}${JSON.stringify(document)}`).not.toContain(NOTHING);
  });

  test('never says so to people either', async () => {
    const { err } = await (await openDesk()).run(APPLY, unanswered());
    expect(err).not.toContain(NOTHING);
  });

  test('says that nothing was changed where Entra refused the first change', async () => {
    const refused = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } };
    const forbidden = at(isWrite, async () => Response.json(refused, { status: 403 }));
    const { exitCode, err } = await (await openDesk()).run(APPLY, forbidden);
    expect([exitCode, err.includes(NOTHING)]).toEqual([5, true]);
  });
});

describe('apply that is interrupted while Entra still copies a new app', () => {
  /** Entra makes the app without showing it, and then does not know it yet; somebody presses Ctrl-C in the wait. */
  function interruptedWhileCopying(): RunOptions {
    const controller = new AbortController();
    let writes = 0;
    const notYet = {
      error: {
        code: 'Request_ResourceNotFound',
        message:
          "Resource 'x' does not exist or one of its queried reference-property objects are not present.",
      },
    };
    const copying = at(
      (request) => writes > 0 || isWrite(request),
      async (request, inner) => {
        if (writes === 0) {
          writes += 1;
          await inner(request);
          return new Response(null, { status: 204 });
        }
        controller.abort(new SetupError('INTERRUPTED', 'Stopped by Ctrl-C.'));
        return Response.json(notYet, { status: 404 });
      },
    );
    return { ...copying, interrupt: controller.signal };
  }

  test('lists the app with 130, and not that nothing was changed', async () => {
    const { exitCode, document } = await (await openDesk()).run(`${APPLY} --json`, interruptedWhileCopying());
    expect([exitCode, document.applied?.done[0]]).toEqual([
      130,
      expect.stringMatching(/^Create the app .*begun/),
    ]);
    expect(document.errors?.[0]?.nextSteps.join()).not.toContain(NOTHING);
  });
});

describe('apply, when a new secret can neither be written nor withdrawn', () => {
  async function stuck() {
    const desk = await openDesk();
    desk.disk.whyNot = (path, asked) =>
      path === '.env' && asked === 'now' ? 'no space is left on the device' : null;
    const run = await desk.run(`${APPLY} --json`, at(isRemoval, lost));
    const keyId = desk.tenant.state.applications.flatMap(({ passwords }) => passwords)[0]?.keyId ?? '';
    return { ...run, keyId };
  }

  test('names it with its key id, how to remove it, and why it came to that', async () => {
    const { document, keyId } = await stuck();
    const [error] = document.errors ?? [];
    expect(error?.title).toMatch(
      new RegExp(`no space is left.*could not be withdrawn: remove key id ${keyId}`),
    );
    expect(error?.nextSteps[0]).toMatch(new RegExp(`rotate .*--retire ${keyId}`));
  });

  test('lists it as a credential that is there and written nowhere, and exits with 6', async () => {
    const { exitCode, document, keyId } = await stuck();
    expect([exitCode, document.applied?.credentials]).toEqual([
      6,
      [expect.objectContaining({ keyId, writtenTo: null })],
    ]);
  });
});

describe('apply, when a new secret cannot be written and is withdrawn', () => {
  test('does not list it among what was done', async () => {
    const desk = await openDesk();
    desk.disk.whyNot = (path, asked) =>
      path === '.env' && asked === 'now' ? 'no space is left on the device' : null;
    const { document } = await desk.run(`${APPLY} --json`);
    expect([document.applied?.credentials, document.applied?.done.join().includes('secret')]).toEqual([
      [],
      false,
    ]);
  });
});

describe('apply --new into a folder of its own', () => {
  it('writes a second set-up there, and leaves the blueprint beside it as it is', async () => {
    const desk = await setUpDesk();
    const before = desk.disk.text('entra-mcp.yaml');
    const { document } = await desk.run([
      ...'apply --practice --yes --new --out-dir x --json --client-name'.split(' '),
      'Second Client',
      '--server-name',
      'Second API',
    ]);
    expect(document.applied?.files).toEqual(['x/entra-mcp.yaml', 'x/.env', 'x/entra-mcp-summary.md']);
    expect(desk.disk.text('entra-mcp.yaml')).toBe(before);
    const ids = (text: string) => [...text.matchAll(/(?:appId|marker): (\S+)/g)].map(([, id]) => id);
    const second = desk.disk.text('x/entra-mcp.yaml');
    expect(ids(second)).toHaveLength(3);
    expect(ids(second).filter((id) => before.includes(id ?? ''))).toEqual([]);
    expect(second).toContain('mcpServerEndpoint: https://mcp.contoso.com/mcp');
    expect(second).not.toContain('grantAdminConsent');
    const again = await desk.run('apply --practice --yes --out-dir x --json');
    expect(again.document.applied?.done).toEqual([]);
  });
});
