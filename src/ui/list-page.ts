import { linesOf } from './list-rows.ts';

interface Place {
  readonly active: number;
  readonly room: number;
  readonly columns: number;
}

/** The rows that fit the window around the active one, and how many are above and below them. */
export function pageAround(
  rows: readonly string[],
  { active, room, columns }: Place,
): { readonly shown: readonly string[]; readonly mark: string } {
  const taken = (start: number, end: number) => linesOf(rows.slice(start, end).join('\n'), columns);
  const fits = (start: number, end: number) => start >= 0 && end <= rows.length && taken(start, end) <= room;
  let start = active;
  let end = active + 1;
  while (fits(start, end + 1) || fits(start - 1, end)) {
    if (fits(start, end + 1) && (end - active <= active - start || !fits(start - 1, end))) end++;
    else start--;
  }
  const left = rows.length - end;
  const mark = [start > 0 ? `${start} more above` : '', left > 0 ? `${left} more below` : ''];
  return { shown: rows.slice(start, end), mark: mark.filter(Boolean).join(', ') };
}
