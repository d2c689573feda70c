/** What a PEM file holds; `privateKey` is null where none is. */
interface PemBlocks {
  readonly certificates: readonly string[];
  readonly privateKey: string | null;
}

const BLOCKS = /-----BEGIN (CERTIFICATE|[A-Z ]*PRIVATE KEY)-----[\s\S]*?-----END \1-----/g;

/** The blocks of a PEM file; of several keys the first counts. */
export function pemBlocks(text: string): PemBlocks {
  const blocks = [...text.matchAll(BLOCKS)];
  const isKey = ([, label]: RegExpExecArray) => label !== 'CERTIFICATE';
  return {
    certificates: blocks.filter((one) => !isKey(one)).map(([block]) => block),
    privateKey: blocks.find(isKey)?.[0] ?? null,
  };
}

/** Readers such as @azure/identity take the first certificate, so that of the key must stand before its chain. */
export const OUT_OF_ORDER =
  'has the certificate of its private key behind others; readers take the first one';

/** The certificate that belongs to the key. Null where it is not there, OUT_OF_ORDER where others stand before it. */
export function certificateOf<Key, Certificate extends { checkPrivateKey(key: Key): boolean }>(
  key: Key,
  certificates: readonly Certificate[],
): Certificate | typeof OUT_OF_ORDER | null {
  const place = certificates.findIndex((one) => one.checkPrivateKey(key));
  return place > 0 ? OUT_OF_ORDER : (certificates[place] ?? null);
}
