package io.steelyard.server.operator;

import io.steelyard.server.CannotStartException;
import io.steelyard.server.files.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What the operator's requests carry. Kept in the data directory for its owner alone.
 *
 * @param isNew whether it was made by this start, and has yet to be shown to anybody
 */
public record OperatorToken(String value, boolean isNew) {
    private static final int BYTES = 32;
    private static final Pattern FORM = Pattern.compile("[!-~]{32,256}");

    public static Path file(Path data) {
        return data.resolve("operator-token");
    }

    /** Reads it, or makes it on the first start; never half. */
    public static OperatorToken of(Path data) throws IOException {
        Path file = file(data);
        boolean isNew = !Files.exists(file);
        if (isNew) {
            PrivateFile.write(file, (draw() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        String value = Files.readString(file).strip();
        if (!FORM.matcher(value).matches()) {
            throw new CannotStartException(file + " is damaged: a token has 32 to 256 characters without spaces."
                    + " Remove the file to have another token made.");
        }
        return new OperatorToken(value, isNew);
    }

    private static String draw() {
        byte[] drawn = new byte[BYTES];
        new SecureRandom().nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }

    /** Without the token, so that no log can hold it. */
    @Override
    public String toString() {
        return "OperatorToken[new: " + isNew + "]";
    }
}
