import { describe, expect, it } from 'vitest';
import { openDesk, setUpDesk, writesIn } from '../support/desk.ts';

const APPLY = 'apply --practice --yes --grant-admin-consent --mcp-url https://mcp.contoso.com/mcp';

/** The first `reads` lookups of this app by its id or unique name are answered by a replica that does not know it yet. */
const notYetThere = (reads: number, wanted: RegExp) => {
  let left = reads;
  return async (response: Response): Promise<Response> => {
    const body = await response
      .clone()
      .json()
      .catch(() => null);
    const parts = body?.responses;
    if (!Array.isArray(parts) || left === 0) return response;
    const hidden = parts.map((part: { status: number; body: unknown }) => {
      const isIt = part.status === 200 && wanted.test(JSON.stringify(part.body)) && left > 0;
      return isIt ? { ...part, status: 404, body: { error: { code: 'Request_ResourceNotFound' } } } : part;
    });
    if (hidden.some((part, index) => part !== parts[index])) left -= 1;
    return Response.json({ ...body, responses: hidden });
  };
};

describe('a run that follows another within seconds', () => {
  it('waits for an app that one replica lists by name and another does not find, and makes no second', async () => {
    const desk = await setUpDesk();
    const [server] = desk.tenant.state.applications;
    const hide = notYetThere(1, new RegExp(`"id":"${server?.id}".*"signInAudience"`));
    const { exitCode, log } = await desk.run(APPLY, {
      between: (inner) => async (request, limits) => hide(await inner(request, limits)),
    });
    expect([exitCode, writesIn(log)]).toEqual([0, []]);
    expect(desk.tenant.state.applications).toHaveLength(2);
  });

  it('does so after a run that was killed, too, when only the marker is known', async () => {
    const desk = await openDesk();
    await desk.run(APPLY);
    desk.disk.put('entra-mcp.yaml', desk.disk.text('entra-mcp.yaml').replaceAll(/^ *appId: .*\n/gm, ''));
    const [server] = desk.tenant.state.applications;
    const hide = notYetThere(1, new RegExp(`"id":"${server?.id}".*"signInAudience"`));
    await desk.run(APPLY, {
      between: (inner) => async (request, limits) => hide(await inner(request, limits)),
    });
    expect(desk.tenant.state.applications).toHaveLength(2);
  });
});
