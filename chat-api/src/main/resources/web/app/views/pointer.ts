/* What hands this device has. */

/** A mouse or a pad, and with it most likely a real keyboard. */
export const FINE_POINTER = matchMedia('(pointer: fine)');
