import type { ChainLink } from '../../core/check.ts';
import type { Link } from '../chain.ts';

/** The parties of the chain; a name is split where a narrow box breaks it. */
export const NODES: readonly { readonly title: readonly string[]; readonly role: string }[] = [
  { title: ['User'], role: 'signs in' },
  { title: ['MCP Client', 'App'], role: 'public client' },
  { title: ['AI gateway'], role: 'OAuth proxy' },
  { title: ['MCP Server', 'API'], role: 'confidential client' },
  { title: ['On-behalf-of', 'exchange'], role: 'server credential' },
  { title: ['Microsoft', 'Graph'], role: "the user's files" },
];

export const LINK_TITLES: Readonly<Record<ChainLink, string>> = {
  'sign-in': 'User to MCP Client App: sign-in',
  consent: 'MCP Client App to AI gateway: permission and consent',
  gateway: 'AI gateway to MCP Server API: scope and token',
  obo: 'MCP Server API to on-behalf-of: credential',
  graph: 'On-behalf-of to Microsoft Graph: permissions and consent',
};

const STATE_WORDS: Readonly<Record<Link['state'], string>> = {
  pass: 'OK',
  fail: 'BROKEN',
  warn: 'Warning',
  unknown: 'Not judged',
  manual: 'By hand',
  skip: 'Skipped',
  unseen: 'Not checked',
};

export function stateWord({ state }: Link): string {
  return STATE_WORDS[state];
}

/** The picture in one sentence, for people who cannot see it. */
export function chainSentence(links: readonly Link[]): string {
  return links.map((link) => `${LINK_TITLES[link.name]}: ${stateWord(link)}.`).join(' ');
}
