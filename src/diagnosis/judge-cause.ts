import type { DiagnosedCause, Verdict } from '../core/report.ts';
import type { Cause } from './catalogue/entry.ts';
import { type CauseFinding, refuted, type Situation } from './situation.ts';
import { strangerFor } from './stranger.ts';
import { filled, filledForApp } from './words.ts';

type Judged = Pick<DiagnosedCause, 'verdict' | 'because'>;

const CHECKED: readonly Verdict['status'][] = ['fail', 'warn'];

/**
 * Judges one cause by everything known. It is `proved` only by the tenant, a probe or a token; by a failed check only where its
 * finding can produce this failure.
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
    check: isOfForeignApp(cause, situation) ? null : (cause.check ?? null),
  };
}

function judge(cause: Cause, situation: Situation): Judged {
  const contradiction = contradicts(cause, situation);
  if (contradiction !== null) return contradiction;
  const finding =
    (isElsewhere(situation) || isOfForeignApp(cause, situation)) && cause.names !== 'any'
      ? null
      : (cause.evidence?.(situation) ?? byCheck(cause, situation));
  if (finding === null) return { verdict: 'possible', because: whyOnlyPossible(cause, situation) };
  const stranger =
    finding.verdict === 'proved' && cause.names !== 'any' ? strangerFor(cause, situation) : null;
  return stranger === null ? finding : { verdict: 'possible', because: stranger };
}

/** Refutes the cause where the message names an app or API that this cause would not name. */
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
  // A symptom that was chosen from the menu has no text, and is about this setup.
  const isMeant = situation.failure.excerpt === '' || isNameOf(cause, situation);
  if (verdict === null || (cause.mustBeNamed === true && !isMeant)) return null;
  if (verdict.status === 'pass') return refuted(`Checked: ${verdict.title}.`);
  if (!CHECKED.includes(verdict.status) || !canProduce(cause, verdict)) return null;
  return { verdict: 'proved', because: verdict.message };
}

/** Whether the message names the app or the API of this cause. */
export function isNameOf({ app, resource }: Cause, { named }: Situation): boolean {
  return named.app === app || named.resource === resource;
}

function verdictFor({ check }: Cause, { knowledge }: Situation): Verdict | null {
  return (check && knowledge.verdicts?.find(({ id }) => id === check)) ?? null;
}

/** Whether the failure is about another app, API or tenant, about which the state of this setup says nothing. */
export function isElsewhere({ named }: Situation): boolean {
  const ours = ['client', 'server'].includes(named.app) || ['client', 'server'].includes(named.resource);
  return !ours && (named.app === 'other' || named.resource === 'other' || named.tenant === 'other');
}

/**
 * Whether the cause lies in an app that is not of this setup. A client of somebody else that asks for the API of this setup can
 * fail for what is wrong there.
 */
function isOfForeignApp({ app, summary, fix }: Cause, { named }: Situation): boolean {
  if (named.app !== 'other') return false;
  return named.resource !== 'server' || app === 'client' || `${summary} ${fix.summary}`.includes('{client}');
}

function canProduce({ checkMeans }: Cause, { evidence }: Verdict): boolean {
  return checkMeans === undefined || evidence.some((one) => checkMeans(Object(one)));
}

function whyOnlyPossible(cause: Cause, situation: Situation): string {
  const sign = cause.sign?.(situation);
  if (sign) return sign;
  if ((isElsewhere(situation) || isOfForeignApp(cause, situation)) && (cause.check || cause.evidence))
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

/** The command of the check that proves the cause, where the cause has none or only one that looks. */
function commandOf(command: string | null, verdict: Verdict | null): string | null {
  const isLook = command === null || command.startsWith('entra-mcp-setup verify ');
  return isLook ? (verdict?.fix?.command ?? null) : null;
}

/** Advice to change the blueprint, which describes only the apps of this setup. */
const ABOUT_BLUEPRINT = /graphPermissions\b(?!\})|blueprint|\bapply\b/i;
/** A command of this program with the clause that introduces it. */
const WITH_COMMAND = /[:;][^:;]*`entra-mcp-setup [^`]*`.*$| \(`entra-mcp-setup [^`]*`\)/;

/** The fix for an app that is not of this setup: the same advice, without commands of this program and without links to this setup's apps. */
function fixOfForeignApp(summary: string, situation: Situation): DiagnosedCause['fix'] {
  const advice = ABOUT_BLUEPRINT.test(summary.replace(WITH_COMMAND, ''))
    ? 'Nothing of this setup changes that: look at {client}'
    : summary.replace(WITH_COMMAND, '');
  return { summary: filledForApp(advice, situation), command: null, portalUrl: null };
}

/**
 * The fix, with values where the proving check gives them. A failure that is about another app or tenant has no command, since
 * nothing here mends it.
 */
function fixOf(cause: Cause, situation: Situation, verdict: Verdict | null): DiagnosedCause['fix'] {
  const { summary, command, place } = cause.fix;
  if (isOfForeignApp(cause, situation)) return fixOfForeignApp(summary, situation);
  if (isElsewhere(situation) && cause.names !== 'any')
    return { summary: filled(summary, situation), command: null, portalUrl: null };
  const portalUrl = place === null ? null : (situation.knowledge.portalUrl?.(place.app, place.page) ?? null);
  return {
    summary: verdict?.fix?.summary ?? filled(summary, situation),
    command: commandOf(command, verdict) ?? (command === null ? null : filled(command, situation)),
    portalUrl: portalUrl ?? verdict?.fix?.portalUrl ?? null,
  };
}
