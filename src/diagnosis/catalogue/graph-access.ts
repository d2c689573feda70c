import { isOperatorsOwn, isSetupTool } from '../evidence/command-line.ts';
import { appOnlyToken } from '../evidence/graph-answer.ts';
import { grantedButNotCarried, requiredIsNotCarried, requiredIsNotGranted } from '../evidence/permissions.ts';
import { setupIsFresh } from '../evidence/replication.ts';
import { tokenIsAppOnly } from '../evidence/token.ts';
import type { Situation } from '../situation.ts';
import { GRAPH_CONSENT_MISSING, GRAPH_PERMISSION_MISSING } from './causes/consent.ts';
import { type Cause, cause, entry, withProof } from './entry.ts';
import { byHand, byTest } from './fixes.ts';

const PERMISSION_MISSING = withProof(GRAPH_PERMISSION_MISSING, { check: 'server-api.graph-permissions' });
const CONSENT_MISSING = withProof(GRAPH_CONSENT_MISSING, {
  check: 'server-api.graph-consent',
  follows: ['graph-permission-missing'],
});
export const USER_HAS_NO_RIGHT = cause(
  'user-lacks-access',
  'The user has no right to that file or site: a delegated permission never gives more than the user has',
  byHand('Open the same file or site in the browser as that user; consent cannot help'),
);
export const PERMISSION_TOO_SMALL = cause(
  'permission-too-small',
  "The granted permission does not reach that far: Files.Read covers the user's own files only, sites need Sites.Read.All",
  byHand(
    "Add the next permission of the guide's path (Files.Read, Files.Read.All, Sites.Read.All) to graphPermissions, apply, and consent",
    'server',
    'ApiPermissions',
  ),
);
export const NOT_ON_BEHALF_OF = cause(
  'app-only-graph-token',
  'The server called Graph as itself: its token has roles instead of scp',
  byTest('Use the on-behalf-of exchange'),
  {
    evidence: tokenIsAppOnly,
    sign: appOnlyToken,
  },
);
const REQUIRED_MISSING = cause(
  'required-permission-missing',
  'The token carries none of the permissions that Microsoft Graph names for this request',
  byHand(
    'Add one of the permissions that the message names to graphPermissions, apply, and grant consent; the smallest that does is the first',
    'server',
    'ApiPermissions',
  ),
  { evidence: requiredIsNotGranted, sign: requiredIsNotCarried },
);
const NOT_CARRIED = cause(
  'granted-permission-not-in-token',
  'The permission is consented to, but the token was issued before, or the exchange asked for other scopes',
  byHand('Let the server ask for {graphScopes} or .default, and exchange the user token anew'),
  { sign: grantedButNotCarried },
);
const DENIED = [
  PERMISSION_MISSING,
  CONSENT_MISSING,
  USER_HAS_NO_RIGHT,
  PERMISSION_TOO_SMALL,
  NOT_ON_BEHALF_OF,
  REQUIRED_MISSING,
  NOT_CARRIED,
] as const;
const isDenied = ({ failure: { httpStatus, excerpt } }: Situation): boolean =>
  httpStatus === 403 || (httpStatus === null && /forbidden|\b403\b/i.test(excerpt));
const DENIED_NEXT = [
  'Denied for some files or sites only: the rights of the user. Denied everywhere: the permissions of {server}.',
  'Look at scp of the token that the exchange returned; `entra-mcp-setup test` prints it.',
];
const OPERATOR_LACKS_ROLE = cause(
  'operator-lacks-role',
  'In a setup tool: the account lacks a directory role, or its token the permission to write apps or grants',
  byHand('Sign in as Application Administrator or higher'),
  { sign: isSetupTool, hop: 'admin-signin' },
);
/** A cause about the server's permissions, which texts of an operator's program refute. */
const ofServer = (one: Cause): Cause => ({
  ...one,
  evidence: (situation) => isOperatorsOwn(situation) ?? one.evidence?.(situation) ?? null,
});
const denied = (code: string, wording: readonly string[] = []) =>
  entry(code, {
    hops: ['graph'],
    meaning: 'Microsoft Graph knows the caller, but denies the request.',
    causes: DENIED,
    next: DENIED_NEXT,
    wording,
  });

/** Graph accepts the token and denies the request. */
export const GRAPH_ACCESS_ENTRIES = [
  entry('graph:unauthenticated', {
    hops: ['graph'],
    meaning: "SharePoint's own wording for a denied request.",
    causes: [USER_HAS_NO_RIGHT, PERMISSION_MISSING, CONSENT_MISSING, PERMISSION_TOO_SMALL, NOT_ON_BEHALF_OF],
    next: DENIED_NEXT,
  }),
  denied('graph:accessDenied', [
    'odataerror access denied',
    'attempted to perform an unauthorized operation',
  ]),
  denied('graph:forbidden'),
  denied('graph:ErrorAccessDenied'),
  entry('graph:UnknownError', {
    hops: ['graph'],
    meaning: 'Microsoft Graph does not say what is wrong; the status of the answer is all there is.',
    causes: [
      ...DENIED.map((one) => ({ ...one, applies: isDenied })),
      cause('service-out', 'A passing fault of the service', byHand('Try again, with growing pauses'), {
        applies: (situation) => !isDenied(situation),
      }),
    ],
    next: ['A 403 is a denied request; 500 and above, a fault of the service.'],
  }),
  entry('graph:Authorization_RequestDenied', {
    hops: ['graph', 'admin-signin'],
    meaning: 'The directory denies the request: a permission or a directory role is missing.',
    causes: [
      ofServer(PERMISSION_MISSING),
      ofServer(CONSENT_MISSING),
      OPERATOR_LACKS_ROLE,
      USER_HAS_NO_RIGHT,
      ofServer(REQUIRED_MISSING),
    ],
    next: [
      'In a setup tool the account signed in counts; in the chain, the permissions of {server} and the rights of the user.',
    ],
    wording: [
      'insufficient privileges to complete the operation',
      'could not grant admin consent your account does not have permission',
      'unzureichende berechtigungen',
    ],
  }),
  entry('graph:Authorization_IdentityNotFound', {
    hops: ['graph'],
    meaning: 'The directory does not know the identity that calls.',
    causes: [
      NOT_ON_BEHALF_OF,
      cause(
        'identity-is-new',
        'The service principal was created moments ago',
        byHand('Wait a few minutes and try again'),
        { sign: setupIsFresh },
      ),
    ],
    waiting: 'A new service principal is known everywhere after a few minutes.',
  }),
];
