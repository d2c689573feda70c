import { createHash } from 'node:crypto';
import { type AppReference, type ResultDocument, STATUSES } from '../../core/report.ts';
import { counted } from '../../core/words.ts';
import { exitReason, isFleet, labelOf } from '../documents.ts';
import { type Markup, markup, trusted } from '../markup.ts';
import { countPhrases } from '../words.ts';
import { icon } from './icons.ts';
import { facts } from './section.ts';
import { STYLE } from './style.ts';
import { codeValue } from './value.ts';

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** The page's Content-Security-Policy: nothing may load or run but the one style sheet, which is allowed by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

export function headOf(title: string): Markup {
  return markup`<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
<title>${title}</title><style>${trusted(STYLE)}</style></head>`;
}

/** The banner of the page: what was judged, how it ended, and the counts. */
export function bannerOf(document: ResultDocument): Markup {
  const { ok, command, exitCode, summary } = document;
  const verdict = ok ? 'pass' : exitCode === 3 || exitCode === 7 ? 'unknown' : 'fail';
  const word = { pass: 'OK', unknown: 'Not judged', fail: 'Problems' }[verdict];
  const subject = isFleet(document) ? counted(document.results.length, 'configuration') : labelOf(document);
  return markup`<header><p class="eyebrow">entra-mcp-setup ${command}, Microsoft Entra ID for an MCP server</p>
<h1><span class="${verdict}">${icon(verdict)} ${word}</span>: ${subject}</h1>
<p class="lede">Exit code ${exitCode}: ${exitReason(document)}.</p>
${summary ? countList(summary) : null}${documentFacts(document)}</header>
`;
}

export function countList(summary: NonNullable<ResultDocument['summary']>): Markup {
  const present = STATUSES.filter((status) => summary[status] > 0);
  const phrases = countPhrases(summary);
  return markup`<ul class="counts">${present.map((status, index) => markup`<li>${icon(status)} <span>${phrases[index] ?? ''}</span></li>`)}</ul>`;
}

function documentFacts({ target, config, identity, startedAt, durationMs }: ResultDocument): Markup {
  return facts([
    ['Tenant', target?.tenantId ? markup`${target.tenantName} ${codeValue(target.tenantId)}` : null],
    ['Server', appValue(target?.serverApi)],
    ['Client', appValue(target?.clientApp)],
    ['Configuration', config === undefined ? null : codeValue(config)],
    ['Judged as', identity ? `${identity.principal} (${identity.method})` : null],
    ['When', `${startedAt.slice(0, 19).replace('T', ' ')} UTC, ${(durationMs / 1000).toFixed(1)} s`],
  ]);
}

function appValue(app: AppReference | null | undefined): Markup | null {
  return app ? markup`${app.displayName} ${codeValue(app.appId)}` : null;
}
