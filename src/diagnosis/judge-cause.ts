import type { DiagnosedCause, Verdict } from '../core/report.ts';
import type { Cause } from './catalogue/entry.ts';
import { type CauseFinding, refuted, type Situation } from './situation.ts';
import { strangerFor } from './stranger.ts';
import { filled, filledForApp } from './words.ts';

type Judged = Pick<DiagnosedCause, 'verdict' | 'because'>;

const CHECKED: readonly Verdict['status'][] = ['fail', 'warn'];

/**
 * Holds one cause against everything known. `proved` wants the tenant, a probe or a token to show it; a failed check
 * does that only where it can produce the failure at hand.
 */
export function judgeCause(cause: Cause, situation: Situation): DiagnosedCause {
  const judged = judge(cause, situation);
  const verdict = judged.verdict === 'proved' ? verdictFor(cause, situation) : null;
  return {
    id: cause.id,
    summary: filledForApp(cause.summary, situation),
    verdict: judged.verdict,
    because: filled(judged.because, situation),
    fix: fixOf(cause, situation, verdict),
    check: situation.named.app === 'other' ? null : (cause.check ?? null),
  };
}

function judge(cause: Cause, situation: Situation): Judged {
  const contradiction = contradicts(cause, situation);
  if (contradiction !== null) return contradiction;
  const finding =
    isElsewhere(situation) && cause.names !== 'any'
      ? null
      : (cause.evidence?.(situation) ?? byCheck(cause, situation));
  if (finding === null) return { verdict: 'possible', because: whyOnlyPossible(cause, situation) };
  const stranger =
    finding.verdict === 'proved' && cause.names !== 'any' ? strangerFor(cause, situation) : null;
  return stranger === null ? finding : { verdict: 'possible', because: stranger };
}

/** The text names somebody whom this cause would not name. */
function contradicts({ app, resource }: Cause, { named }: Situation): CauseFinding | null {
  const otherApp =
    app !== undefined && (named.app === 'client' || named.app === 'server') && named.app !== app;
  if (otherApp) return refuted(`The message names {${named.app}}; this cause would name {${app}}.`);
  const known = named.resource === 'graph' || named.resource === 'server' || named.resource === 'client';
  if (resource === undefined || !known || named.resource === resource) return null;
  const words = named.resource === 'graph' ? 'Microsoft Graph' : `{${named.resource}}`;
  return refuted(`The message is about ${words} as the API asked for.`);
}

function byCheck(cause: Cause, situation: Situation): CauseFinding | null {
  const verdict = verdictFor(cause, situation);
  // A symptom that was chosen has no message, and means this setup.
  const isMeant = situation.failure.excerpt === '' || isNameOf(cause, situation);
  if (verdict === null || (cause.mustBeNamed === true && !isMeant)) return null;
  if (verdict.status === 'pass') return refuted(`Checked: ${verdict.title}.`);
  if (!CHECKED.includes(verdict.status) || !canProduce(cause, verdict)) return null;
  return { verdict: 'proved', because: verdict.message };
}

/** Whether the text names the app or the API that a failure of this cause names. */
export function isNameOf({ app, resource }: Cause, { named }: Situation): boolean {
  return named.app === app || named.resource === resource;
}

function verdictFor({ check }: Cause, { knowledge }: Situation): Verdict | null {
  return (check && knowledge.verdicts?.find(({ id }) => id === check)) ?? null;
}

/** The failure is that of another app, API or tenant: what holds here says nothing about it. */
export function isElsewhere({ named }: Situation): boolean {
  const ours = ['client', 'server'].includes(named.app) || ['client', 'server'].includes(named.resource);
  return !ours && (named.app === 'other' || named.resource === 'other' || named.tenant === 'other');
}

function canProduce({ checkMeans }: Cause, { evidence }: Verdict): boolean {
  return checkMeans === undefined || evidence.some((one) => checkMeans(Object(one)));
}

function whyOnlyPossible(cause: Cause, situation: Situation): string {
  const sign = cause.sign?.(situation);
  if (sign) return sign;
  if (isElsewhere(situation) && (cause.check || cause.evidence))
    return (
      strangerFor(cause, situation) ?? 'The message is about an app or tenant that is not part of this setup.'
    );
  const verdict = verdictFor(cause, situation);
  if (verdict?.status === 'unknown' || verdict?.status === 'skip') return verdict.message;
  const { tenant, verdicts, token, probes, observations, walked } = situation.knowledge;
  const seen = probes.length + observations.length > 0;
  const nothing = tenant === null && verdicts === null && token === null && walked === null && !seen;
  return nothing
    ? 'Nothing to hold it against: no tenant, snapshot, credential or token was given.'
    : 'What is known here neither shows nor excludes it.';
}

/** What mends where the check that proves the cause knows it: to look again is of no use then. */
function commandOf(command: string | null, verdict: Verdict | null): string | null {
  const isLook = command === null || command.startsWith('entra-mcp-setup verify ');
  return isLook ? (verdict?.fix?.command ?? null) : null;
}

/** Advice on the blueprint of this setup, which holds no app of somebody else. */
const OF_BLUEPRINT = /graphPermissions\b(?!\})|blueprint|\bapply\b/i;
/** A command of this program and the clause that leads to it. */
const WITH_COMMAND = /[:;][^:;]*`entra-mcp-setup [^`]*`.*$| \(`entra-mcp-setup [^`]*`\)/;

/** What mends an app of somebody else: the same, done there, by hand. */
function fixOfOthers(summary: string, situation: Situation): DiagnosedCause['fix'] {
  const advice = OF_BLUEPRINT.test(summary.replace(WITH_COMMAND, ''))
    ? 'Nothing of this setup changes that: look at {client}'
    : summary.replace(WITH_COMMAND, '');
  return { summary: filledForApp(advice, situation), command: null, portalUrl: null };
}

/**
 * A failure of somebody else is mended by nothing here. Else the command of the catalogue, the words of the check where
 * it names values.
 */
function fixOf(cause: Cause, situation: Situation, verdict: Verdict | null): DiagnosedCause['fix'] {
  const { summary, command, place } = cause.fix;
  if (situation.named.app === 'other') return fixOfOthers(summary, situation);
  if (isElsewhere(situation) && cause.names !== 'any')
    return { summary: filled(summary, situation), command: null, portalUrl: null };
  const portalUrl = place === null ? null : (situation.knowledge.portalUrl?.(place.app, place.page) ?? null);
  return {
    summary: verdict?.fix?.summary ?? filled(summary, situation),
    command: commandOf(command, verdict) ?? (command === null ? null : filled(command, situation)),
    portalUrl: portalUrl ?? verdict?.fix?.portalUrl ?? null,
  };
}
