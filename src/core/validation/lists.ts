import { quoted, type Validator } from './validator.ts';

/** A list that may be empty and names nothing twice; `what` is what one entry is called, as a sentence begins. */
export function listedOnce(
  what: string,
  same: (item: string) => string = (item) => item,
): Validator<readonly string[]> {
  return (items) => {
    const keys = items.map(same);
    const twice = items.find((item, index) => keys.indexOf(same(item)) !== index);
    return twice === undefined ? null : `${what} ${quoted(twice)} is listed twice.`;
  };
}
