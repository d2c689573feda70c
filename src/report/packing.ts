import { lazyMap } from '../core/lazy-map.ts';
import type { Report, Verdict } from '../core/report.ts';
import { printsAlike } from './json.ts';

/** A report as a text from which it can be made again. */
export interface PackedReport {
  readonly packed: string;
}

/** Holds reports of a fleet as little. */
export interface Packing {
  pack(report: Report): PackedReport;
  /** The same list of reports, each made whenever it is read. */
  unpacked(reports: readonly PackedReport[]): readonly Report[];
}

/** One of the verdicts that were seen before, or one of them with members of its own. */
type PackedVerdict = number | readonly [like: number, own: Partial<Verdict>];

/**
 * Ten thousand reports as objects are several hundred megabytes, and looking for garbage among them takes longer than
 * judging them. Here each is a text, in which a verdict says only what the first of its check and status does not.
 */
export function packing(): Packing {
  const { pack, unpack } = verdictTable();
  return {
    pack: ({ checks, ...rest }) => ({ packed: JSON.stringify([rest, checks?.map(pack)]) }),
    unpacked: (reports) => lazyMap(reports, ({ packed }) => unpackedReport(packed, unpack)),
  };
}

function unpackedReport(text: string, verdictOf: (packed: PackedVerdict) => Verdict): Report {
  const [rest, checks]: [Omit<Report, 'checks'>, readonly PackedVerdict[] | null] = JSON.parse(text);
  return checks === null ? rest : { ...rest, checks: checks.map(verdictOf) };
}

/** Verdicts that a fleet has alike are one object, which what works on them may rely on. */
function verdictTable() {
  const known: Verdict[] = [];
  const places = new Map<string, number>();
  const pack = (verdict: Verdict): PackedVerdict => {
    const key = `${verdict.status} ${verdict.id}`;
    const place = places.get(key) ?? known.push(verdict) - 1;
    places.set(key, place);
    const own = differences(verdict, { ...known[place] });
    return Object.keys(own).length === 0 ? place : [place, own];
  };
  const at = (place: number): Verdict => {
    const verdict = known[place];
    if (verdict === undefined) throw new RangeError(`No verdict was packed as ${place}.`);
    return verdict;
  };
  const unpack = (packed: PackedVerdict): Verdict =>
    typeof packed === 'number' ? at(packed) : { ...at(packed[0]), ...packed[1] };
  return { pack, unpack };
}

function differences(verdict: Verdict, other: Readonly<Record<string, unknown>>): Partial<Verdict> {
  return Object.fromEntries(
    Object.entries(verdict).filter(([name, value]) => !printsAlike(value, other[name])),
  );
}
