import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../src/core/report.ts';
import { ALL_SAMPLES } from './all-samples.ts';
import { poisoned } from './hostile.ts';
import { pageOf } from './page-of.ts';
import { fleetReport, verifyReport } from './samples.ts';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
// CI installs the browser, so there a missing one is a failure and no reason to skip.
const absent = executablePath === undefined && !process.env.CI;

const HOSTILE = '<script>document.title="owned"</script><img src=x onerror=alert(1)>"onload="alert(1)\u202e';
const DOCUMENTS: Readonly<Record<string, ResultDocument>> = {
  ...ALL_SAMPLES,
  'large fleet': fleetReport(1_000),
  hostile: poisoned(verifyReport(), HOSTILE),
};
const NAMES = Object.keys(DOCUMENTS);

const SCREENS = (['light', 'dark'] as const).flatMap((scheme) =>
  [320, 400, 900].map((width) => [scheme, width] as const),
);

/** A browser waits for ever in a process whose clock was moved; the page asks for no time. */
function unmovedClock(): Record<string, string> {
  const entries = Object.entries(process.env).filter(([name]) => !/^(?:LD_PRELOAD|FAKETIME)/.test(name));
  return Object.fromEntries(entries.map(([name, value = '']) => [name, value]));
}

/** A page as it was opened, with everything it complained about and asked for. */
interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
}

describe.skipIf(absent)('the page in Chromium', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ['--no-sandbox', '--disable-gpu'],
      env: unmovedClock(),
    });
    folder = await mkdtemp(join(tmpdir(), 'report-page-'));
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function open(name: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => requests.push(request.url()));
    const path = join(folder, `${name.replaceAll(' ', '-')}.html`);
    await writeFile(path, pageOf(DOCUMENTS[name] ?? verifyReport()));
    await page.goto(pathToFileURL(path).href);
    return { page, complaints, requests };
  }

  function sideways(page: Page): Promise<number> {
    return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  it('applies its style sheet though its policy lets nothing in', async () => {
    const { page } = await open('verify');
    const width: unknown = await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth');
    await page.close();
    expect(width).toBe('1088px');
  });

  it.each([1200, 400])('shows the word on each broken link at %i pixels', async (width) => {
    const { page } = await open('verify', { viewport: { width, height: 800 } });
    const words = page.locator('svg.picture:visible .fail .tag');
    const shown = await words.allTextContents();
    const visible = await words.first().isVisible();
    await page.close();
    expect([shown, visible]).toEqual([['BROKEN', 'BROKEN'], true]);
  });

  it('draws the chain once, whatever the width', async () => {
    const { page } = await open('verify', { viewport: { width: 400, height: 800 } });
    const pictures = await page.locator('svg.picture:visible').count();
    await page.close();
    expect(pictures).toBe(1);
  });

  it.each(NAMES)('is silent, complete in itself and needs no scrolling sideways: %s', async (name) => {
    const { page, complaints, requests } = await open(name);
    const overflows: (readonly [string, number])[] = [];
    for (const [colorScheme, width] of SCREENS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      overflows.push([`${colorScheme} ${width}`, await sideways(page)]);
    }
    await page.close();
    expect(complaints).toEqual([]);
    expect(requests.map((url) => new URL(url).protocol)).toEqual(['file:']);
    expect(overflows.filter(([, overflow]) => overflow > 0)).toEqual([]);
  });

  it('is dark where the reader wants it dark', async () => {
    const { page } = await open('verify', { colorScheme: 'dark' });
    const colours: unknown = await page.evaluate(
      '[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]',
    );
    await page.close();
    expect(colours).toEqual(['rgb(14, 18, 23)', 'rgb(230, 233, 238)']);
  });

  it('is light on paper and shows what was folded', async () => {
    const { page } = await open('verify', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const background: unknown = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    const height: unknown = await page.evaluate(
      'document.querySelector("details table").getBoundingClientRect().height',
    );
    await page.close();
    expect([background, Number(height) > 100]).toEqual(['rgb(255, 255, 255)', true]);
  });

  it('fits on A4', async () => {
    const { page } = await open('verify', { viewport: { width: 680, height: 900 } });
    await page.emulateMedia({ media: 'print' });
    const overflow = await sideways(page);
    await page.close();
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('shows a hostile name as text', async () => {
    const { page } = await open('hostile');
    const active: unknown = await page.evaluate(
      'document.querySelectorAll("script, img, iframe, object").length',
    );
    const [title, heading] = [await page.title(), await page.locator('h1').textContent()];
    await page.close();
    expect([active, title.startsWith('entra-mcp-setup'), heading?.includes('<script>')]).toEqual([
      0,
      true,
      true,
    ]);
  });

  it('has landmarks, one main heading and headers in every table', async () => {
    const { page } = await open('verify');
    const counts: unknown = await page.evaluate(
      '["header", "main", "footer", "h1"].map((name) => document.querySelectorAll(name).length)',
    );
    const bare: unknown = await page.evaluate(
      '[...document.querySelectorAll("table")].filter((table) => !table.querySelector("thead th[scope=col]")).length',
    );
    await page.close();
    expect([counts, bare]).toEqual([[1, 1, 1, 1], 0]);
  });

  it('leads from the picture to the finding', async () => {
    const { page } = await open('verify');
    await page.locator('.links a').first().click();
    const target: unknown = await page.evaluate('document.querySelector(":target h3").textContent');
    await page.close();
    expect(target).toBe('MCP Server API issues v1 access tokens; the server expects v2.');
  });
});
