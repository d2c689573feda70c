import type { Link } from '../chain.ts';
import { type Markup, markup } from '../markup.ts';
import { chainSentence, nodesOf, stateWord } from './chain-words.ts';
import { shapeAt } from './icons.ts';

/** The chain from left to right for wide pages and print, and from top to bottom for narrow ones. */
export function chainPictures(links: readonly Link[]): Markup {
  return markup`${widePicture(links)}${tallPicture(links)}`;
}

const NODE = { width: 122, height: 76 };
const GAP = 74;
const MIDDLE = 52;

function widePicture(links: readonly Link[]): Markup {
  const nodes = nodesOf(links);
  const step = NODE.width + GAP;
  const width = nodes.length * NODE.width + links.length * GAP + 4;
  return markup`<svg class="picture wide" viewBox="0 0 ${width} 112" role="img" aria-labelledby="chain-wide">
<title id="chain-wide">The chain from the user to Microsoft Graph. ${chainSentence(links)}</title>
${nodes.map(({ title, role }, index) => nodeBox({ x: 2 + index * step, y: MIDDLE - NODE.height / 2, width: NODE.width, title, role }))}
${links.map((link, index) => wideLink(link, 2 + index * step + NODE.width))}
</svg>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly title: readonly string[];
  readonly role: string;
}

/** The box of a party of the chain: its name on one or two lines, with its role below. */
function nodeBox({ x, y, width, title, role }: Box): Markup {
  const centre = x + width / 2;
  const top = y + (title.length > 1 ? 27 : 35);
  return markup`<rect class="node" x="${x}" y="${y}" width="${width}" height="${NODE.height}" rx="9"/>
${title.map((line, index) => markup`<text x="${centre}" y="${top + index * 17}" text-anchor="middle">${line}</text>`)}
<text class="small" x="${centre}" y="${top + title.length * 17 + 2}" text-anchor="middle">${role}</text>`;
}

function wideLink(link: Link, x: number): Markup {
  const centre = x + GAP / 2;
  const end = x + GAP - 4;
  const reach = link.state === 'fail' ? 19 : 13;
  return markup`<g class="${link.state}">
<path class="wire${link.state === 'unseen' ? ' thin' : ''}"${dashes(link)} d="M${x + 3} ${MIDDLE}H${centre - reach}M${centre + reach} ${MIDDLE}H${end - 2}"/>
<path class="solid" d="M${end + 1} ${MIDDLE}l-9-5v10Z"/>
${shapeAt(link.state, centre, MIDDLE)}
${stateWord(link)
  .split(' ')
  .map(
    (word, index) =>
      markup`<text class="tag" x="${centre}" y="${MIDDLE + 30 + index * 14}" text-anchor="middle">${word}</text>`,
  )}</g>`;
}

function dashes({ state }: Link): Markup | null {
  if (state === 'fail') return markup` stroke-dasharray="5 4"`;
  return state === 'unknown' || state === 'unseen' || state === 'skip'
    ? markup` stroke-dasharray="2 4"`
    : null;
}

const TALL = { width: 336, box: 200, gap: 62 };

function tallPicture(links: readonly Link[]): Markup {
  const nodes = nodesOf(links);
  const step = NODE.height + TALL.gap;
  const height = nodes.length * NODE.height + links.length * TALL.gap + 4;
  return markup`<svg class="picture tall" viewBox="0 0 ${TALL.width} ${height}" role="img" aria-labelledby="chain-tall">
<title id="chain-tall">The chain from the user to Microsoft Graph. ${chainSentence(links)}</title>
${nodes.map(({ title, role }, index) => nodeBox({ x: 2, y: 2 + index * step, width: TALL.box, title: [title.join(' ')], role }))}
${links.map((link, index) => tallLink(link, 2 + index * step + NODE.height))}
</svg>`;
}

function tallLink(link: Link, y: number): Markup {
  const x = 2 + TALL.box / 2;
  const centre = y + TALL.gap / 2;
  const end = y + TALL.gap - 3;
  const reach = link.state === 'fail' ? 17 : 13;
  return markup`<g class="${link.state}">
<path class="wire${link.state === 'unseen' ? ' thin' : ''}"${dashes(link)} d="M${x} ${y + 3}V${centre - reach}M${x} ${centre + reach}V${end - 2}"/>
<path class="solid" d="M${x} ${end + 1}l-5-9h10Z"/>
${shapeAt(link.state, x, centre)}
<text class="tag" x="${x + 22}" y="${centre + 4}">${stateWord(link)}</text></g>`;
}
