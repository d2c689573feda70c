import type { EnvNaming } from '../../core/validation/env.ts';
import { PRIVATE_MODE } from '../../emit/env-file.ts';
import { holdsCertificate, pfxBeside, pfxFrom } from '../../emit/pfx.ts';
import type { Files } from '../../ports.ts';

/** For the preset `aspnet`, writes the .pfx that such a server reads beside its PEM file, private. Returns its path, if it is there. */
export async function placePfx(
  files: Files,
  pemPath: string,
  { preset }: Pick<EnvNaming, 'preset'>,
): Promise<readonly string[]> {
  if (preset !== 'aspnet') return [];
  const pem = await files.readText(pemPath);
  const path = pfxBeside(pemPath);
  const existing = await files.readBytes(path);
  if (pem === null || (existing !== null && holdsCertificate(existing, pem))) return [path];
  const pfx = pfxFrom(pem);
  if (pfx === null) return [];
  await files.writeBytes(path, pfx, { mode: PRIVATE_MODE });
  return [path];
}
