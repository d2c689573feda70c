type KeyPair = Awaited<ReturnType<typeof make>>;

/** How many RSA key pairs the pool has. They are generated once, since that takes longer than all else that a test does. */
const POOL_SIZE = 4;
const pool: Promise<KeyPair>[] = [];
const make = crypto.subtle.generateKey.bind(crypto.subtle);
let asked = 0;

/** Makes this process take RSA keys from a pool, in turn, so that keys generated one after another still differ. */
export function poolKeyPairs(): void {
  const pooled = (...request: Parameters<typeof make>): Promise<KeyPair> => {
    const [algorithm] = request;
    if (typeof algorithm === 'string' || algorithm.name !== 'RSASSA-PKCS1-v1_5') return make(...request);
    const place = asked++ % POOL_SIZE;
    pool[place] ??= make(...request);
    return pool[place];
  };
  Object.defineProperty(crypto.subtle, 'generateKey', { value: pooled, configurable: true });
}
