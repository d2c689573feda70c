import type { CheckId, PortalPage } from '../../core/check.ts';
import type { AppWord } from '../../core/ids.ts';
import type { CauseFix } from './entry.ts';

const APPLY = 'entra-mcp-setup apply --yes';

type Place = readonly [AppWord, PortalPage];

function fix(summary: string, command: string | null, ...[app, page]: Place | []): CauseFix {
  return { summary, command, place: app && page ? { app, page } : null };
}

/** A fix that people make by hand. */
export function byHand(summary: string, ...place: Place | []): CauseFix {
  return fix(summary, null, ...place);
}

/** A fix that `apply` makes. */
export function byApply(summary: string, ...place: Place): CauseFix {
  return fix(summary, APPLY, ...place);
}

export function byConsent(app: AppWord): CauseFix {
  const on = app === 'client' ? '{scope}' : '{graphPermissions} on Microsoft Graph';
  const command = `${APPLY} --grant-admin-consent`;
  return fix(`Grant admin consent to {${app}} for ${on}`, command, app, 'ApiPermissions');
}

export function byRotation(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup rotate', 'server', 'CertificatesAndSecrets');
}

export function byVerifying(summary: string, check: CheckId, ...place: Place | []): CauseFix {
  return fix(summary, `entra-mcp-setup verify --only ${check}`, ...place);
}

export function byTest(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup test');
}

export function byReadingToken(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup diagnose --token-stdin');
}

export function bySignInLog(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup diagnose --sign-ins');
}

/** A fix that begins with the row of the sign-in log for the ids in the message. */
export function byRowOfLog(summary: string): CauseFix {
  return fix(summary, 'entra-mcp-setup diagnose --sign-ins {supportId}');
}
