// Loaded into a measured process before anything else: counts its HTTP requests and notes its peak memory and
// the time of its processor when it ends.
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
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const busySeconds = (userCPUTime + systemCPUTime) / 1e6;
    writeFileSync(file, JSON.stringify({ requests, peakMegabytes: maxRSS / 1024, busySeconds }));
  });
}
