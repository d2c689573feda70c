import { CHECKS } from '../../core/checks/index.ts';
import type { Registrations } from '../../core/registrations.ts';
import type { Verdict } from '../../core/report.ts';

const CHECK_OF = new Map(CHECKS.map((check) => [check.id, check]));

/** The verdicts, with evidence for those that pass: what the registration holds of what they judge, or `none`. */
export function withEvidence(
  verdicts: readonly Verdict[],
  { serverApi, clientApp }: Registrations,
): readonly Verdict[] {
  return verdicts.map((verdict) => {
    const { app = null, shows = null } = CHECK_OF.get(verdict.id) ?? {};
    const registration = app && (app === 'client' ? clientApp : serverApi);
    if (verdict.status !== 'pass' || registration === null || shows === null) return verdict;
    const seen = shows(registration);
    return { ...verdict, evidence: seen.length === 0 ? ['none'] : seen };
  });
}
