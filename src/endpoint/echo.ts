/** A piece of a token of this length is no coincidence, and tells something of it. */
const PIECE = 20;

/** Runs of the characters that tokens are made of. */
const RUN = /[\w.-]{20,}/g;

/** Tokens of others, such as the one that the server exchanged. */
const ANY_TOKEN = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;

const DOTS = '\u2022\u2022\u2022';

/** Dots in place of the token wherever the server sends it back, whole or in pieces: what was cut is a piece, too. */
export function maskFor(token: string): <Told>(told: Told) => Told {
  const pieces = new Set(piecesOf(token));
  const masked = (text: string) =>
    text.replaceAll(RUN, (run) => (piecesOf(run).some((piece) => pieces.has(piece)) ? DOTS : run));
  return (told) =>
    JSON.parse(JSON.stringify(told), (_name, value: unknown) =>
      typeof value === 'string' ? masked(value.replaceAll(token, DOTS).replace(ANY_TOKEN, DOTS)) : value,
    );
}

function piecesOf(text: string): readonly string[] {
  return Array.from({ length: Math.max(0, text.length - PIECE + 1) }, (_, at) => text.slice(at, at + PIECE));
}
