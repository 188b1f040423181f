package io.steelyard.control.container;

import io.steelyard.control.accesslog.LogStore;
import io.steelyard.domain.account.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The containers of all tenants, as files: {@code {tenant}/{container}/{object}}, and beside each object its MD5. An object
 * is there whole or not at all, durably. Any thread.
 */
public final class Containers implements LogStore {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}");
    /** No object is called so: names do not begin with a dot. */
    private static final String SUM = ".md5.";

    private static final String DRAFT = ".new";

    private final Path root;

    /** @param root made when there is something to keep; in a directory that is its owner's alone */
    public Containers(Path root) {
        this.root = root;
    }

    @Override
    public void put(TenantId tenant, String container, String object, Path content) throws IOException {
        Path directory = checked(tenant, container);
        requireName(object);
        Files.createDirectories(directory);
        Path draft = directory.resolve(DRAFT);
        Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING);
        sync(draft);
        Files.writeString(directory.resolve(SUM + object), md5(draft));
        Files.move(draft, directory.resolve(object), StandardCopyOption.ATOMIC_MOVE);
        sync(directory);
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[64 << 10];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A tenant's containers, by name. */
    public List<StoredContainer> list(TenantId tenant) {
        return names(account(tenant)).stream()
                .flatMap(name -> find(tenant, name).stream())
                .toList();
    }

    /** Empty when there is none of that name. */
    public Optional<StoredContainer> find(TenantId tenant, String container) {
        return existing(tenant, container).map(_ -> {
            List<StoredObject> objects = objects(tenant, container);
            return new StoredContainer(
                    container,
                    objects.size(),
                    objects.stream().mapToLong(StoredObject::octets).sum());
        });
    }

    /** What a container holds, by name; nothing when it is not there. */
    public List<StoredObject> objects(TenantId tenant, String container) {
        return existing(tenant, container)
                .map(directory -> names(directory).stream()
                        .flatMap(name -> find(directory, name).stream())
                        .toList())
                .orElse(List.of());
    }

    /** Empty when it is not there. */
    public Optional<StoredObject> find(TenantId tenant, String container, String object) {
        return existing(tenant, container).flatMap(directory -> find(directory, object));
    }

    private static Optional<StoredObject> find(Path directory, String object) {
        Path file = directory.resolve(object);
        if (!NAME.matcher(object).matches() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new StoredObject(
                    object,
                    Files.size(file),
                    Files.readString(directory.resolve(SUM + object)),
                    Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException deletedJustNow) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * An object's content.
     *
     * @throws NoSuchFileException when it is not there any more
     */
    public InputStream read(TenantId tenant, String container, String object) throws IOException {
        requireName(object);
        return Files.newInputStream(checked(tenant, container).resolve(object));
    }

    /** Whether it was there. */
    public boolean delete(TenantId tenant, String container, String object) throws IOException {
        Optional<StoredObject> found = find(tenant, container, object);
        if (found.isEmpty()) {
            return false;
        }
        Path directory = checked(tenant, container);
        boolean there = Files.deleteIfExists(directory.resolve(object));
        Files.deleteIfExists(directory.resolve(SUM + object));
        return there;
    }

    /**
     * Takes an empty container away.
     *
     * @throws DirectoryNotEmptyException when it holds anything
     */
    public void delete(TenantId tenant, String container) throws IOException {
        Path directory = checked(tenant, container);
        Files.deleteIfExists(directory.resolve(DRAFT));
        Files.deleteIfExists(directory);
    }

    /** What a tenant's objects take up, in octets. */
    public long octets(TenantId tenant) {
        if (!Files.isDirectory(account(tenant))) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(account(tenant))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(Containers::size)
                    .sum();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException deletedJustNow) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<Path> existing(TenantId tenant, String container) {
        return Optional.of(account(tenant).resolve(container))
                .filter(_ -> NAME.matcher(container).matches())
                .filter(Files::isDirectory);
    }

    private Path checked(TenantId tenant, String container) {
        requireName(container);
        return account(tenant).resolve(container);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of a container or object: " + name);
        }
    }

    private Path account(TenantId tenant) {
        return root.resolve(tenant.toString());
    }

    private static List<String> names(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
