import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { judgeCallback } from '../../src/identity/loopback.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { pageOf } from './page-of.ts';
import { verifyReport } from './samples.ts';

/** What axe finds in a page, by rule. Without a layout it cannot judge contrast; that is looked at in a browser. */
async function findingsIn(html: string): Promise<readonly string[]> {
  const { window } = new JSDOM(html, { runScripts: 'outside-only' });
  try {
    window.eval(axe.source);
    const options: axe.RunOptions = { rules: { 'color-contrast': { enabled: false } } };
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(
      window.document.documentElement,
      options,
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 120)}`);
  } finally {
    window.close();
  }
}

const PAGES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(ALL_SAMPLES).map(([name, document]) => [name, pageOf(document)])),
  'end of a sign-in': judgeCallback(new URLSearchParams('code=c&state=s'), 's').page.html,
};

describe('axe', () => {
  it.each(Object.keys(PAGES))('finds nothing on the page: %s', async (name) => {
    expect(await findingsIn(PAGES[name] ?? '')).toEqual([]);
  });

  it('finds a page that does not say its language', async () => {
    const page = pageOf(verifyReport()).replace('<html lang="en">', '<html>');
    expect(await findingsIn(page)).toEqual([expect.stringContaining('html-has-lang')]);
  });
});
