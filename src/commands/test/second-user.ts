import type { ReportedHop } from '../../core/report.ts';
import type { Walk } from './chain.ts';

/** What two users see, side by side: the proof that the server acts as each of them and not as itself. */
export function compareUsers(first: Walk, second: Walk): ReportedHop {
  if (first.files === null || second.files === null)
    return compared('skip', 'No permission on files was granted, so there is nothing to compare.');
  if (first.user !== null && first.user === second.user)
    return compared('warn', `Both sign-ins were ${first.user}; sign in as somebody else to compare.`);
  const names = `${first.user ?? 'The first user'} and ${second.user ?? 'the second user'}`;
  const [mine, theirs] = [new Set(first.files), new Set(second.files)];
  if (mine.size === 0 && theirs.size === 0)
    return compared('skip', `${names} have no files; put one into either drive to compare.`);
  const shared = [...mine].filter((file) => theirs.has(file)).length;
  if (shared === mine.size && shared === theirs.size)
    return compared('warn', `${names} see the same files; check that the server uses each user's own token.`);
  return compared(
    'pass',
    `${names} see different files: ${mine.size} and ${theirs.size}, ${shared} in common.`,
  );
}

function compared(status: ReportedHop['status'], message: string): ReportedHop {
  return { id: 'graph', status, message, claims: {} };
}
