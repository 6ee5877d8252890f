package dev.holdfast.played.server;

import java.util.concurrent.TimeUnit;

/** The n-th chunk is due n/rate after the first, however late the one before it was. */
final class Pace {
    private final double perSecond;
    private final long start = System.nanoTime();
    private int count;

    /**
     * @param perSecond 0 for at once
     */
    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    void await() throws InterruptedException {
        if (perSecond <= 0) {
            return;
        }
        long due = start + (long) (count++ * 1e9 / perSecond);
        long left = due - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }
}
