/*
 * Where this installation lies on its origin: everything of it is under one path, which the server writes into
 * the page. Beside it there may be other programs, or other installations, with addresses and storage of their own.
 */

/** Begins and ends with a slash. */
export const base: string = document.querySelector<HTMLMetaElement>('meta[name="holdfast-base"]')?.content ?? '/';

/** The address of what lies at this path of the installation. */
export function at(path: `/${string}`): string {
  return base + path.slice(1);
}

/** What an address of this origin is within the installation, beginning with a slash; null where it lies outside. */
export function within(pathname: string): string | null {
  return pathname.startsWith(base) ? pathname.slice(base.length - 1) : null;
}

/** What keeps this installation's storage and locks apart from those of another on the same origin. */
export const NAME = base === '/' ? 'holdfast' : `holdfast${base.slice(0, -1)}`;
