package dev.holdfast.stack.raw;

import dev.holdfast.stack.raw.BadRequests.Row;
import dev.holdfast.stack.raw.BadRequests.Then;
import java.util.List;

/** Sends a row and says how what came back differs from it. */
public final class BadRequestRun {
    private final int port;

    /** Asked behind each row, on the same connection; ends it. */
    private final String next;

    /**
     * @param path of a GET that is answered with anything below 500
     */
    public BadRequestRun(int port, String path) {
        this.port = port;
        this.next = "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    }

    /**
     * @return nothing to complain about: an empty string
     */
    public String complaint(Row row) {
        try (RawConnection connection = RawConnection.open(port)) {
            connection.send(row.bytes());
            if (row.status() == 0) {
                connection.end();
            } else {
                connection.send(next);
            }
            return complaint(row, connection.answers());
        }
    }

    private static String complaint(Row row, List<RawAnswer> answers) {
        if (row.status() == 0 && answers.size() == 1) {
            return "";
        }
        int expected = (row.status() == 0 ? 0 : 1) + (row.then() == Then.GOES_ON ? 1 : 0);
        if (answers.size() != expected) {
            return expected + " answers expected, got " + answers;
        }
        return row.status() == 0 ? "" : complaint(row, answers.getFirst());
    }

    private static String complaint(Row row, RawAnswer answer) {
        if (row.then() == Then.ENDS_AT_THE_BODY && answer.status() != row.status()) {
            boolean isRefusal = answer.status() >= 400 && answer.status() < 500;
            return isRefusal && answer.header("content-type").equals("application/problem+json")
                    ? ""
                    : "a refusal expected, got " + answer;
        }
        if (answer.status() != row.status()) {
            return row.status() + " expected, got " + answer;
        }
        if (row.slug().isEmpty()) {
            return "";
        }
        if (!answer.header("content-type").equals("application/problem+json")
                || !answer.body().contains("\"slug\":\"" + row.slug() + "\"")
                || !answer.body().contains("\"status\":" + row.status())) {
            return "the problem " + row.slug() + " expected, got " + answer;
        }
        // In HTTP/1.0 it is what goes without saying.
        boolean says =
                answer.header("connection").equals("close") || row.bytes().contains(" HTTP/1.0\r");
        return row.then() != Then.GOES_ON && !says ? "does not say that it closes: " + answer : "";
    }
}
