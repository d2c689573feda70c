import { quoted, type Validator } from './validator.ts';

/**
 * Validates that no item is listed twice; the list may be empty. `what` is how an item is called at the beginning of a sentence,
 * `same` gives the key by which items are compared.
 */
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
