/*
 * The height that the on-screen keyboard leaves. Chromium and Firefox shrink the page themselves
 * (`interactive-widget`); Safari lays the keyboard over it, and only the visual viewport tells.
 */
export function followViewport(): void {
  const { visualViewport } = window;
  if (!visualViewport) {
    return;
  }
  const set = (): void => {
    // A page that someone zooms into must not be squeezed as well.
    const height = visualViewport.scale === 1 ? `${visualViewport.height}px` : '100dvh';
    document.documentElement.style.setProperty('--viewport-height', height);
  };
  visualViewport.addEventListener('resize', set);
  set();
}
