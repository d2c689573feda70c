/** Values that are secret by their form: an Entra client secret, a private key, a token. */
const SECRET_VALUES = [
  /[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/g,
  /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}/g,
];

/** Names of keys that hold secrets, in lower case and without separators. */
const SECRET_KEY =
  /^(client|app|server)?(secret|secrettext|secretvalue|clientsecret|password|passwd|pwd|passphrase|privatekey|apikey|token|accesstoken|refreshtoken)$/;

/** Offsets of secret-looking values in a text, comments included. */
export function secretOffsets(text: string): readonly number[] {
  return SECRET_VALUES.flatMap((shape) => [...text.matchAll(shape)].map(({ index }) => index)).sort(
    (a, b) => a - b,
  );
}

export function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key.replace(/[^A-Za-z]/g, '').toLowerCase());
}

export const SECRET_ADVICE =
  'this file is meant to be committed and holds no secrets; remove it, and if it is real, replace it with entra-mcp-setup rotate';
