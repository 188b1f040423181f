package io.steelyard.store.table;

import static io.steelyard.store.db.Tables.ID_SEQUENCE;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Gives ids, each once. They are counted here and saved with every commit, not within the unit that takes them: a unit that
 * is rolled back may have shown its ids to somebody, so they are used up.
 *
 * <p>Threading: the writer's alone.
 */
public final class IdSequences {
    private static final long FIRST = 1;

    private final Map<IdKind, Long> next = new EnumMap<>(IdKind.class);
    private final Set<IdKind> unsaved = EnumSet.noneOf(IdKind.class);

    private IdSequences() {}

    /** Goes on where the database is. */
    public static IdSequences load(DSLContext sql) {
        IdSequences sequences = new IdSequences();
        Map<String, Long> saved = sql.selectFrom(ID_SEQUENCE).fetchMap(ID_SEQUENCE.NAME, ID_SEQUENCE.NEXT_VALUE);
        for (IdKind kind : IdKind.values()) {
            sequences.next.put(kind, saved.getOrDefault(kind.column(), FIRST));
        }
        return sequences;
    }

    long next(IdKind kind) {
        long id = next.merge(kind, 1L, Long::sum) - 1;
        unsaved.add(kind);
        return id;
    }

    /** @throws IllegalStateException when all ids that clients can read are used up */
    int nextInt(IdKind kind) {
        long id = next(kind);
        if (id > Integer.MAX_VALUE) {
            throw new IllegalStateException("all " + kind.column() + " ids are used up");
        }
        return (int) id;
    }

    /** Writes what changed into the current transaction. */
    public void save(DSLContext sql) {
        for (IdKind kind : unsaved) {
            sql.insertInto(ID_SEQUENCE)
                    .set(ID_SEQUENCE.NAME, kind.column())
                    .set(ID_SEQUENCE.NEXT_VALUE, next.get(kind))
                    .onConflict(ID_SEQUENCE.NAME)
                    .doUpdate()
                    .set(ID_SEQUENCE.NEXT_VALUE, next.get(kind))
                    .execute();
        }
    }

    /** The transaction is committed. */
    public void saved() {
        unsaved.clear();
    }
}
