import { type Markup, markup } from '../markup.ts';

export function section(id: string, title: string, content: Markup): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${content}</section>
`;
}

type Row = readonly [label: string, value: Markup | string | null];

/** Labelled values below each other; rows without a value are left out. */
export function definitions(rows: readonly Row[]): Markup {
  return markup`<dl>${present(rows).map(([label, value]) => markup`<dt>${label}</dt><dd>${value}</dd>`)}</dl>`;
}

/** Labelled values beside each other, as many as fit the width of the page. */
export function facts(rows: readonly Row[]): Markup {
  return markup`<dl class="facts">${present(rows).map(([label, value]) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function present(rows: readonly Row[]): readonly Row[] {
  return rows.filter(([, value]) => value !== null && value !== '');
}

interface Table {
  readonly caption: string;
  /** The headings; the cells of the first column are row headings. */
  readonly columns: readonly string[];
  /** How the columns share the width; absent for widths by content. */
  readonly shape?: 'checks';
  readonly rows: readonly (readonly (Markup | string)[])[];
}

/** A table, which a narrow page shows as cards with each value beside its heading. */
export function table({ caption, columns, rows, shape }: Table): Markup {
  const head = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const body = rows.map(
    ([name = '', ...values]) =>
      markup`<tr><th scope="row">${name}</th>${values.map((value, index) => markup`<td data-label="${columns[index + 1] ?? ''}"><div>${value}</div></td>`)}</tr>
`,
  );
  return markup`<div class="card"><table class="stacked labelled${shape ? ` ${shape}` : ''}"><caption>${caption}</caption><thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></div>`;
}

export interface Fitted {
  readonly shown: readonly Markup[];
  readonly omitted: number;
}

/** The first items that fit into a number of bytes together. */
export function within(items: readonly Markup[], bytes: number): Fitted {
  return renderedWithin(items, (item) => item, bytes);
}

/** The same for items that are rendered one by one, so that those that do not fit are never rendered. */
export function renderedWithin<Item>(
  items: readonly Item[],
  render: (item: Item) => Markup,
  bytes: number,
): Fitted {
  const shown: Markup[] = [];
  let used = 0;
  for (const item of items) {
    const rendered = render(item);
    used += Buffer.byteLength(rendered.markup);
    if (used > bytes) break;
    shown.push(rendered);
  }
  return { shown, omitted: items.length - shown.length };
}

/** The sentence about how many items were left out; null where none was. */
export function omission({ shown, omitted }: Fitted, things: string): Markup | null {
  if (omitted === 0) return null;
  return markup`<p class="note">Showing the first ${shown.length} of ${shown.length + omitted} ${things}, worst first, to keep this page small. The totals count all; the JSON report has every one.</p>`;
}

/** A link to a page of the web, or the bare text where the address is not one. */
export function webLink(words: string, url: string | null): Markup | null {
  if (url === null) return null;
  if (!/^https:\/\//.test(url)) return markup`${url}`;
  return markup`<a href="${url}" rel="noopener noreferrer">${words}</a>`;
}
