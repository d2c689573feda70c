// Loaded into a measured process before anything else: counts its HTTP requests and notes its peak memory when it ends.
import { writeFileSync } from 'node:fs';

const file = process.env.BENCH_PROBE_FILE;
let requests = 0;

// Every request that the program sends, to the practice tenant or the network, is one of these.
globalThis.Request = class extends globalThis.Request {
  constructor(...given) {
    super(...given);
    requests += 1;
  }
};

if (file) {
  process.on('exit', () => {
    // Kilobytes on every platform.
    const { maxRSS } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ requests, peakMegabytes: maxRSS / 1024 }));
  });
}
