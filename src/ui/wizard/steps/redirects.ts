import { ANSWERS } from '../../../core/answers.ts';
import { DEFAULT_BACKUP_REDIRECT_URIS, DEFAULT_REDIRECT_URIS } from '../../../core/blueprint.ts';
import { redirectUriListProblem } from '../../../core/rules/redirect-uri.ts';
import { without } from '../answers.ts';
import { listStep, problemOf, type Step } from '../step.ts';

const OTHERS = 'others';

/**
 * Where known MCP clients listen: the guide's addresses, then what VS Code, Claude Code, Cursor and MCP Inspector
 * register. All belong to the platform "mobile and desktop applications".
 */
const KNOWN: readonly (readonly [uri: string, hint: string, ...more: readonly string[]])[] = [
  ...DEFAULT_REDIRECT_URIS.map((uri) => [uri, 'the guide, primary'] as const),
  ['http://127.0.0.1:33418', 'VS Code'],
  ['https://vscode.dev/redirect', 'VS Code in a browser'],
  ['http://localhost:8080/callback', 'Claude Code, port 8080'],
  ['cursor://anysphere.cursor-mcp/oauth/callback', 'Cursor'],
  [
    'http://localhost:6274/oauth/callback',
    'MCP Inspector, with /debug after it as well',
    'http://localhost:6274/oauth/callback/debug',
  ],
];

/** What a choice registers: MCP Inspector listens on two addresses. */
function allOf(uri: string): readonly string[] {
  const [, , ...more] = KNOWN.find(([known]) => known === uri) ?? [uri, ''];
  return [uri, ...more];
}

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
    const known = KNOWN.flatMap(([uri]) => allOf(uri));
    const extra = (answers.redirectUris ?? []).filter((uri) => !known.includes(uri));
    return {
      kind: 'checkbox',
      screen: [
        'After the sign-in, Entra sends users back to the MCP client at one of these addresses, and to no other. For localhost the port is not compared, the path is.',
        `The guide\u2019s backups are registered as well: ${(answers.backupRedirectUris ?? DEFAULT_BACKUP_REDIRECT_URIS).join(', ')}.`,
      ],
      message: 'Which addresses do the MCP clients listen on?',
      help: ANSWERS.redirectUris.why,
      choices: [
        ...KNOWN.map(([uri, hint]) => ({ value: uri, label: uri, hint })),
        ...extra.map((uri) => ({ value: uri, label: uri, hint: 'given before' })),
        { value: OTHERS, label: 'Others', hint: 'typed on the next screen' },
      ],
      initial: answers.redirectUris ?? DEFAULT_REDIRECT_URIS,
      check: (uris) => (uris.includes(OTHERS) ? null : redirectUriListProblem(uris.flatMap(allOf))),
      take: (uris) => ({
        ...answers,
        redirectUris: uris.filter((uri) => uri !== OTHERS).flatMap(allOf),
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

export const clientsStep: Step = listStep('clients', {
  title: 'MCP clients',
  section: 'redirects',
  message: 'MCP clients that people use, by name',
});

/** The entries of a typed list. */
export function splitList(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter(Boolean);
}
