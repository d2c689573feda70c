import type { ChainLink } from '../../core/check.ts';
import type { Link } from '../chain.ts';

/** The parties of the chain; a name is split where a narrow box breaks it. */
const NODES: readonly { readonly title: readonly string[]; readonly role: string }[] = [
  { title: ['MCP server'], role: 'its address' },
  { title: ['User'], role: 'signs in' },
  { title: ['MCP Client', 'App'], role: 'public client' },
  { title: ['AI gateway'], role: 'OAuth proxy' },
  { title: ['MCP Server', 'API'], role: 'confidential client' },
  { title: ['On-behalf-of', 'exchange'], role: 'server credential' },
  { title: ['Microsoft', 'Graph'], role: "the user's files" },
];

/** The parties that so many links join: without the first link, the first party is not there either. */
export function nodesOf(links: readonly Link[]): typeof NODES {
  return NODES.slice(NODES.length - links.length - 1);
}

export const LINK_TITLES: Readonly<Record<ChainLink, string>> = {
  discovery: "MCP server's address to user: discovery",
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
