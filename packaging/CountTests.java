import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/** Adds up what every module's test reports say, and fails when there is none or when one failed. */
final class CountTests {
    private CountTests() {}

    public static void main(String[] directories) throws Exception {
        long tests = 0;
        long failed = 0;
        long skipped = 0;
        for (String directory : directories) {
            for (Path report : reports(Path.of(directory))) {
                Element suite = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(report.toFile())
                        .getDocumentElement();
                tests += Long.parseLong(suite.getAttribute("tests"));
                failed += Long.parseLong(suite.getAttribute("failures")) + Long.parseLong(suite.getAttribute("errors"));
                skipped += Long.parseLong(suite.getAttribute("skipped"));
            }
        }
        System.out.printf("%d passed, %d failed, %d skipped%n", tests - failed - skipped, failed, skipped);
        System.exit(tests == 0 || failed > 0 ? 1 : 0);
    }

    private static List<Path> reports(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
    }
}
