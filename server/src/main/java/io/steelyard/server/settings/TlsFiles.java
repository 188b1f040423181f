package io.steelyard.server.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Where the API's certificate and its key are, both PEM. */
public record TlsFiles(Path certificate, Path key) {

    /** @throws SettingException when only one of the two is given */
    static Optional<TlsFiles> of(SettingSources sources) {
        Optional<Path> certificate = path(sources, Setting.TLS_CERT);
        Optional<Path> key = path(sources, Setting.TLS_KEY);
        if (certificate.isPresent() != key.isPresent()) {
            Setting missing = certificate.isPresent() ? Setting.TLS_KEY : Setting.TLS_CERT;
            throw new SettingException(Setting.TLS_CERT.flag() + " and " + Setting.TLS_KEY.flag() + " go together; "
                    + missing.flag() + " is missing");
        }
        return certificate.map(file -> new TlsFiles(file, key.orElseThrow()));
    }

    private static Optional<Path> path(SettingSources sources, Setting setting) {
        return sources.optional(setting).map(text -> {
            try {
                return Path.of(text).toAbsolutePath().normalize();
            } catch (InvalidPathException notAPath) {
                throw new SettingException(setting.flag() + " " + text + " cannot be used: it is not a path", notAPath);
            }
        });
    }
}
