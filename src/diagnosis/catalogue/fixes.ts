import type { CheckId, PortalPage } from '../../core/check.ts';
import type { AppWord } from '../../core/ids.ts';
import type { CauseFix } from './entry.ts';

const APPLY = 'entra-mcp-setup apply --yes';

type Place = readonly [AppWord, PortalPage];

function fix(summary: string, command: string | null, place: Place | undefined): CauseFix {
  return { summary, command, place: place ? { app: place[0], page: place[1] } : null };
}

/** Something only people can do. */
export function byHand(summary: string, ...place: Place | []): CauseFix {
  return fix(summary, null, place.length === 2 ? place : undefined);
}

/** Something `apply` mends. */
export function byApply(summary: string, ...place: Place): CauseFix {
  return fix(summary, APPLY, place);
}

export function byConsent(app: AppWord): CauseFix {
  const on = app === 'client' ? '{scope}' : '{graphPermissions} on Microsoft Graph';
  return fix(`Grant admin consent to {${app}} for ${on}`, `${APPLY} --grant-admin-consent`, [
    app,
    'ApiPermissions',
  ]);
}

export function byRotation(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup rotate', ['server', 'CertificatesAndSecrets']);
}

export function byVerifying(summary: string, check: CheckId, ...place: Place | []): CauseFix {
  return fix(summary, `entra-mcp-setup verify --only ${check}`, place.length === 2 ? place : undefined);
}

export function byTest(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup test', undefined);
}

export function byReadingToken(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup diagnose --token-stdin', undefined);
}

export function bySignInLog(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup diagnose --sign-ins', undefined);
}

/** The row of the log that the message itself names. */
export function byRowOfLog(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup diagnose --sign-ins {supportId}', undefined);
}
