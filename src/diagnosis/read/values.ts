import type { PresentedAssertion } from '../failure.ts';
import { masked } from './masked.ts';
import { soft, softAny } from './soft.ts';

const GAP = '[ +\\n]{1,3}';
const QUOTED = '[\'"]([^\'"]{1,400})[\'"]';

const REDIRECT_URIS: readonly RegExp[] = [
  pattern(`(?:${softAny(['redirect URI', 'reply address', 'reply URL'])})${GAP}${QUOTED}`),
  pattern(`${soft('redirect_uri=')}([^&\\s'"\`]{1,400})`),
  pattern(
    `${soft('redirect URI')}[ \\w]{0,24}: ?([a-z][\\w+.-]{2,30}:\\/\\/[^\\s'"\`,;)]{1,300}?)(?=[.,;)]?(?:\\s|$))`,
  ),
];
const RESOURCES: readonly RegExp[] = [
  pattern(`${soft('resource principal named')}${GAP}([^]{1,300}?)${GAP}${soft('was not found')}`),
  pattern(`${soft('resource')}${GAP}${QUOTED}`),
  pattern(`${soft('Resource value from request')}: ?(\\S{1,300}?)\\.?[ \\n]`),
  pattern(`[?&]${soft('resource=')}([^&\\s'"\`]{1,300})`),
];
const TENANTS: readonly RegExp[] = [
  pattern(`${soft('in the tenant named')}${GAP}([^,]{1,120}?)(?:\\.(?:[ +\\n]|$)|$)`),
  pattern(`(?:${softAny(['Tenant', 'tenant identifier', 'in the directory'])})${GAP}${QUOTED}`),
];
const SCOPES: readonly RegExp[] = [
  pattern(`${soft('asked for scope')}${GAP}${QUOTED}`),
  pattern(
    `\\b${soft('the scope')}${GAP}'?([^]{0,600}?)'?${GAP}(?:${softAny(['is not valid', "isn't valid", 'does not exist', "doesn't exist"])})`,
  ),
  pattern(`${soft('provided value for scope')}${GAP}([^]{1,600}?)${GAP}${soft('is not valid')}`),
  pattern(`${soft('parameter scope')}${GAP}${QUOTED}`),
  pattern(`[?&]${soft('scope=')}([^&'"\`]{1,600}?)(?=[&\\s'"\`]|$)`),
];
const AUDIENCES: readonly RegExp[] = [
  pattern(`${soft('audience in the assertion was')}${GAP}${QUOTED}`),
  pattern(`\\b${soft('Audiences')}:${GAP}${QUOTED}`),
  pattern(`${soft('the audience')}${GAP}${QUOTED}${GAP}${soft('is invalid')}`),
];
const ISSUERS: readonly RegExp[] = [
  pattern(`(?:\\b${soft('Issuer')}:|${soft('the issuer')})${GAP}'?(https:[^\\s',]{1,300})`),
];
/** Names may contain blanks. On the approval page the name is between heading and sentence. */
const APP_NAMES: readonly RegExp[] = [
  pattern(`${soft('the application')}${GAP}${QUOTED}${GAP}${soft('asked for')}`),
  pattern(`${soft('named')}${GAP}${QUOTED}`),
  pattern(
    `(?:${softAny(['need admin approval', 'approval required'])})([^.:]{1,160})${soft('needs permission to access')}`,
  ),
  pattern(`(?:^|[.:>])([^.:>]{1,80})${soft('needs permission to access')}`),
];
const THUMBPRINT = pattern(`${soft('Thumbprint of key used by client:')}[ \\n]?'([0-9A-F\\n]{40,46})'`);
const FEDERATED: Readonly<Record<keyof PresentedAssertion, RegExp>> = {
  issuer: pattern(`${soft('assertion issuer')}:? ?\\n?${QUOTED}`),
  subject: pattern(`${soft('assertion subject')}:? ?\\n?${QUOTED}`),
  audience: pattern(`${soft('assertion audience')}:? ?\\n?${QUOTED}`),
};
const STAMP = pattern(
  `${soft('Timestamp')}["' *]{0,3}[:=]?["' *+\\n]{0,4}(\\d{4}-\\d{2}-\\d{2})[T +\\n]{1,2}(\\d\\n?\\d:\\n?\\d\\n?\\d:\\n?\\d\\n?\\d)`,
);
const GRAPH_DATE = pattern(`["']date["'][:=] ?u?["'](\\d{4}-\\d{2}-\\d{2})T(\\d{2}: ?\\d{2}: ?\\d{2})`);
const CLAIMS_LABEL = pattern(`["']?${soft('claims')}["']?[:=] ?["']?(?=\\{)`);
const LONGEST_CLAIMS = 4000;

function pattern(source: string): RegExp {
  return new RegExp(source, 'i');
}

export function redirectUriIn(text: string): string | null {
  return firstOf(REDIRECT_URIS, text);
}

export function resourceIn(text: string): string | null {
  return firstOf(RESOURCES, text);
}

export function tenantIn(text: string): string | null {
  return firstOf(TENANTS, text);
}

/** Only an id or a URI: anything else is a placeholder, as in documentation. */
export function audienceIn(text: string): string | null {
  const found = firstOf(AUDIENCES, text);
  return found !== null && ID_OR_URI.test(found) ? found : null;
}

export function issuerIn(text: string): string | null {
  return firstOf(ISSUERS, text);
}

/** The name as in the message; null where a placeholder replaces it. */
export function appNameIn(text: string): string | null {
  for (const one of APP_NAMES) {
    const words = one.exec(text)?.[1]?.replace(/\b(?:unverified|approval required)\b|["'`*|]/gi, '') ?? '';
    const name = masked(words.replace(/\s+/g, ' ').replace(/^[ /–-]+|[ /–-]+$/g, ''));
    if (name !== '' && !PLACEHOLDER.test(name)) return name;
  }
  return null;
}

export function thumbprintIn(text: string): string | null {
  return firstOf([THUMBPRINT], text)?.toUpperCase() ?? null;
}

/** The scopes of the request. */
export function scopesIn(text: string): readonly string[] {
  for (const scope of SCOPES) {
    const found = scope.exec(text)?.[1];
    if (found !== undefined)
      return masked(found)
        .split(/[\s+]+/)
        .filter((word) => word !== '');
  }
  return [];
}

export function presentedIn(text: string): PresentedAssertion | null {
  const issuer = firstOf([FEDERATED.issuer], text);
  const subject = firstOf([FEDERATED.subject], text);
  const audience = firstOf([FEDERATED.audience], text);
  return issuer === null && subject === null && audience === null ? null : { issuer, subject, audience };
}

/** ISO 8601 in UTC. The service prints UTC with a blank in place of `T`. */
export function timestampIn(text: string): string | null {
  const match = STAMP.exec(text) ?? GRAPH_DATE.exec(text);
  return match === null ? null : `${match[1]}T${match[2]?.replace(/[\s]/g, '')}Z`;
}

/** The claims challenge, from its opening brace to the one that closes it. */
export function claimsIn(text: string): string | null {
  const label = CLAIMS_LABEL.exec(text);
  if (label === null) return null;
  const start = label.index + label[0].length;
  const end = closingBrace(text, start);
  return end === null ? null : text.slice(start, end + 1).replaceAll('\n', '');
}

function closingBrace(text: string, start: number): number | null {
  let depth = 0;
  for (let index = start; index < Math.min(text.length, start + LONGEST_CLAIMS); index += 1) {
    if (text[index] === '{') depth += 1;
    if (text[index] === '}') depth -= 1;
    if (depth === 0) return index;
  }
  return null;
}

const ID_OR_URI = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|[a-z][a-z0-9+.-]*:)/i;
/** Placeholders that people and documentation write in place of a value. */
const PLACEHOLDER = /^(?:[<{[]|x+$|x{3}|\*|'$|(?:client|resource)?app(?:lication)?(?:display)?(?:name|id)$)/i;

/** The first value that is no placeholder. Ids and URIs have no blanks, so those from line breaks are removed. */
function firstOf(patterns: readonly RegExp[], text: string): string | null {
  for (const one of patterns) {
    const value = one.exec(text)?.[1]?.replace(/[\s*`]/g, '') ?? '';
    if (value !== '' && !PLACEHOLDER.test(value)) return masked(value);
  }
  return null;
}
