package io.steelyard.api.elb.scaling;

import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Xml;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A part of a list that is ordered by name: {@code MaxRecords} of it after {@code NextToken}. */
final class Page {
    private static final int MOST = 100;

    private Page() {}

    /**
     * The same of those that the request names, of all where it names none.
     *
     * @param wanted the parameter that names them
     */
    static <T> void writeNamed(
            Call call,
            Xml result,
            String list,
            String wanted,
            List<T> all,
            Function<T, String> name,
            BiConsumer<Xml, T> item) {
        List<String> names = call.parameters().list(wanted);
        List<T> named = all.stream()
                .filter(each -> names.isEmpty() || names.contains(name.apply(each)))
                .toList();
        write(call, result, list, named, name, item);
    }

    static <T> void write(
            Call call, Xml result, String list, List<T> all, Function<T, String> name, BiConsumer<Xml, T> item) {
        int size = call.parameters().number("MaxRecords", 1, MOST).orElse(MOST);
        String after = call.parameters().text("NextToken").orElse("");
        List<T> left = all.stream()
                .filter(each -> name.apply(each).compareTo(after) > 0)
                .toList();
        List<T> page = left.subList(0, Math.min(size, left.size()));
        result.list(list, page, item);
        if (left.size() > size) {
            result.text("NextToken", name.apply(page.getLast()));
        }
    }
}
