import { expect, it } from 'vitest';
import { nodeClock } from '../../src/adapters/node-clock.ts';

it('stops waiting with the reason of the one who stops it', async () => {
  const controller = new AbortController();
  const waiting = nodeClock().sleep(60_000, controller.signal);
  controller.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

it('does not start to wait when it was stopped before', async () => {
  await expect(nodeClock().sleep(60_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

it('comes back by itself', async () => {
  await expect(nodeClock().sleep(0)).resolves.toBeUndefined();
});
