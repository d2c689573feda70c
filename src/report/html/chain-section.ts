import type { Report } from '../../core/report.ts';
import { chainOf, type Link, type Trouble } from '../chain.ts';
import { type Markup, markup } from '../markup.ts';
import { chainPictures } from './chain-picture.ts';
import { LINK_TITLES, stateWord } from './chain-words.ts';
import { icon } from './icons.ts';
import { section } from './section.ts';

/** The picture of the chain and, for each link that is not fine, the findings on it. */
export function chainSection(reports: readonly Report[]): Markup | null {
  const links = chainOf(reports);
  if (links.every(({ state }) => state === 'unseen')) return null;
  const troubled = links.filter(({ troubles }) => troubles.length > 0);
  const words =
    troubled.length === 0
      ? markup`<p class="note">Every link that was looked at holds.</p>`
      : markup`<ul class="plain links">${troubled.map((link) => linkItem(link, reports.length))}</ul>`;
  return section('chain', 'The chain', markup`<div class="card">${chainPictures(links)}${words}</div>`);
}

function linkItem(link: Link, reports: number): Markup {
  const where = reports > 1 && link.brokenIn > 0 ? `, in ${link.brokenIn} of ${reports} configurations` : '';
  const troubles = link.troubles.map((trouble) => troubleWords(trouble, reports));
  return markup`<li><span class="word ${link.state}">${icon(link.state)} ${stateWord(link)}</span> <span>${`${LINK_TITLES[link.name]}${where}`}</span> ${troubles}</li>`;
}

/** A link to the finding, where the page shows it in full. */
function troubleWords({ anchor, words, status }: Trouble, reports: number): Markup {
  if (reports > 1) return markup`<code class="${status}">${words}</code> `;
  return markup`<a href="#${anchor}"><code>${words}</code></a> `;
}
