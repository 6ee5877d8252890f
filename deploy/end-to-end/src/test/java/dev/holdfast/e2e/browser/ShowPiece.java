package dev.holdfast.e2e.browser;

/** An answer with every kind of content that an answer may have. */
final class ShowPiece {
    static final String MARKDOWN =
            """
            Quicksort is **divide and conquer**: choose a *pivot*, put what is smaller before it and \
            what is larger behind it, and sort both sides the same way.

            ```java
            /** Sorts between two places, both included. */
            static void sort(int[] values, int from, int to) {
                if (from >= to) {
                    return; // nothing is left to do
                }
                int pivot = values[(from + to) >>> 1];
                int left = from, right = to;
                while (left <= right) {
                    while (values[left] < pivot) left++;
                    while (values[right] > pivot) right--;
                    if (left <= right) {
                        swap(values, left++, right--);
                    }
                }
                sort(values, from, right);
                sort(values, left, to);
            }
            ```

            On average it needs $2n \\ln n$ comparisons, since

            $$C(n) = n - 1 + \\frac{2}{n} \\sum_{k=0}^{n-1} C(k)$$

            | algorithm | average | worst | memory |
            |---|:---:|:---:|---:|
            | quicksort | n log n | n² | log n |
            | mergesort | n log n | n log n | n |
            | insertion sort | n² | n² | 1 |

            1. It works **in place**.
            2. Its inner loop is *short*, and caches like it.
            3. See [the original paper](https://doi.org/10.1093/comjnl/5.1.10).

            - [x] explained
            - [ ] proved

            > Premature optimisation is the root of all evil.
            """;

    private ShowPiece() {}
}
