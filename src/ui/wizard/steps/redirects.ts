import { ANSWERS } from '../../../core/answers.ts';
import { DEFAULT_BACKUP_REDIRECT_URIS, DEFAULT_REDIRECT_URIS } from '../../../core/blueprint.ts';
import { redirectUriListProblem } from '../../../core/validation/redirect-uri.ts';
import { isMcpClient, redirectUrisOf } from '../../../mcp-clients/clients.ts';
import { type WizardAnswers, without } from '../answers.ts';
import { listStep, problemOf, type Step } from '../step.ts';

const OTHERS = 'others';

export const redirectUrisStep: Step = {
  name: 'redirectUris',
  title: 'Redirect URIs',
  section: 'redirects',
  asked: 'always',
  offers: () => true,
  needs: [],
  recheck: ({ redirectUris, moreRedirectUris }) =>
    moreRedirectUris ? null : redirectUriListProblem(redirectUris ?? []),
  say: ({ redirectUris }) => redirectUris?.join(', ') ?? null,
  ask: (answers) => {
    const known = DEFAULT_REDIRECT_URIS;
    const extra = (answers.redirectUris ?? []).filter((uri) => !known.includes(uri));
    return {
      kind: 'checkbox',
      screen: [
        'After the sign-in, Entra sends users back to the MCP client at one of these addresses, and to no other. For localhost the port is not compared, the path is.',
        `The guide\u2019s backups and the addresses of the MCP clients that you named are registered as well: ${alsoRegistered(answers).join(', ')}.`,
      ],
      message: 'Which addresses do the MCP clients listen on?',
      help: ANSWERS.redirectUris.why,
      choices: [
        ...known.map((uri) => ({ value: uri, label: uri, hint: 'the guide, primary' })),
        ...extra.map((uri) => ({ value: uri, label: uri, hint: 'given before' })),
        { value: OTHERS, label: 'Others', hint: 'typed on the next screen' },
      ],
      initial: answers.redirectUris ?? DEFAULT_REDIRECT_URIS,
      check: (uris) => (uris.includes(OTHERS) ? null : redirectUriListProblem(uris)),
      take: (uris) => ({
        ...answers,
        redirectUris: uris.filter((uri) => uri !== OTHERS),
        moreRedirectUris: uris.includes(OTHERS),
      }),
    };
  },
};

export const moreRedirectUrisStep: Step = {
  name: 'moreRedirectUris',
  title: 'Other redirect URIs',
  section: 'redirects',
  asked: 'follow-up',
  needs: [],
  recheck: () => null,
  say: ({ moreRedirectUris }) => (moreRedirectUris ? null : 'none'),
  ask: (answers) => {
    if (!answers.moreRedirectUris) return null;
    const chosen = answers.redirectUris ?? [];
    const all = (text: string) => [...chosen, ...splitList(text).filter((uri) => !chosen.includes(uri))];
    return {
      kind: 'text',
      screen: ['Several are separated by blanks or commas.'],
      message: 'Other redirect URIs',
      help: 'https, http to localhost or 127.0.0.1, or a scheme of the app\u2019s own. No wildcards and no fragments: a wildcard would let others receive sign-ins.',
      check: (text) => problemOf('redirectUris', text) ?? redirectUriListProblem(all(text)),
      take: (text) => ({ ...without(answers, 'moreRedirectUris'), redirectUris: all(text) }),
    };
  },
};

export const backupRedirectUrisStep: Step = listStep('backupRedirectUris', {
  title: 'Backup redirect URIs',
  section: 'redirects',
  message: 'Redirect URIs for when the first is taken',
  initial: () => DEFAULT_BACKUP_REDIRECT_URIS.join(', '),
});

/** The entries of a typed list. */
export function splitList(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}

function alsoRegistered({ backupRedirectUris, clients = [], clientUrl, mcpUrl }: WizardAnswers) {
  const sent = clients.filter(isMcpClient).flatMap((name) => redirectUrisOf(name, clientUrl ?? mcpUrl ?? ''));
  return [...new Set([...(backupRedirectUris ?? DEFAULT_BACKUP_REDIRECT_URIS), ...sent])];
}
