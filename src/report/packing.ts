import { lazyMap } from '../core/lazy-map.ts';
import type { Report, Verdict } from '../core/report.ts';
import { printsAlike } from './json.ts';

/** A report as a text from which it can be made again. */
export interface PackedReport {
  readonly packed: string;
}

/** Packs the reports of a fleet to save memory. */
export interface Packing {
  pack(report: Report): PackedReport;
  /** A list of the reports in which each is unpacked when it is read. */
  unpacked(reports: readonly PackedReport[]): readonly Report[];
}

/** A verdict as the index of one seen before, or as that index and the members that differ. */
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

/** A table of verdicts. Equal verdicts of a fleet are one object, and callers may rely on that. */
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
