import type { Clock } from '../ports.ts';

/** `1:05` for a minute and five seconds. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `20 s`, `2 min`, `2 min 5 s`: for lines that are read aloud. */
export function spellElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const rest = seconds % 60;
  if (seconds < 60) return `${seconds} s`;
  return rest === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${rest} s`;
}

/** Calls `tick` with the time that has passed, every `every` milliseconds until `work` ends. */
export async function whileTicking<Result>(
  clock: Clock,
  every: number,
  tick: (elapsed: number) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const start = clock.now().getTime();
  const controller = new AbortController();
  const next = (): Promise<void> =>
    clock.sleep(every, controller.signal).then(
      () => {
        tick(clock.now().getTime() - start);
        return next();
      },
      () => undefined,
    );
  void next();
  try {
    return await work();
  } finally {
    controller.abort();
  }
}
