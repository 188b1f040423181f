package io.steelyard.api.body;

/** Text inside XML 1.0, in an element or between double quotes. */
public final class XmlText {
    private static final int REPLACEMENT = 0xFFFD;

    private XmlText() {}

    /** Characters that XML cannot say, such as most control characters, become U+FFFD. */
    public static void append(StringBuilder out, String text) {
        if (isPlain(text)) {
            out.append(text);
        } else {
            text.codePoints().forEach(character -> append(out, character));
        }
    }

    /** Nearly every text is: thousands of them in a list of load balancers. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || "<>&\"".indexOf(character) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder out, int character) {
        switch (character) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\t', '\n', '\r' -> out.append("&#").append(character).append(';');
            default -> out.appendCodePoint(isAllowed(character) ? character : REPLACEMENT);
        }
    }

    /** XML 1.0, production 2 (Char). */
    private static boolean isAllowed(int character) {
        return character >= 0x20
                && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                && character != 0xFFFE
                && character != 0xFFFF;
    }
}
