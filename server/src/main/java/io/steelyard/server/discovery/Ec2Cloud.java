package io.steelyard.server.discovery;

import io.steelyard.control.instance.Cloud;
import io.steelyard.domain.instance.Instance;
import io.steelyard.domain.instance.Instance.State;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.server.aws.AwsSignature;
import io.steelyard.server.aws.QueryClient;
import io.steelyard.server.settings.DiscoverySettings.Ec2;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.w3c.dom.Element;

/**
 * What EC2, or who speaks like it, answers to DescribeInstances (Amazon EC2 API Reference, version 2016-11-15), region by region and page
 * by page.
 */
public final class Ec2Cloud implements Cloud {
    /** What EC2 tags members of Auto Scaling groups with. */
    public static final String USUAL_GROUP_TAG = "aws:autoscaling:groupName";

    private static final String VERSION = "2016-11-15";
    private static final String PAGE = "1000";

    private final Map<String, QueryClient> regions = new LinkedHashMap<>();
    private final FoundTags tags;
    private final int most;

    /**
     * @param groupTag the tag that names a server's group
     * @param most how many servers there may be
     * @param trust empty for the authorities that this machine trusts
     */
    public Ec2Cloud(Ec2 ec2, String groupTag, int most, InstantSource clock, Optional<SSLContext> trust) {
        for (String region : ec2.regions()) {
            AwsSignature signature =
                    new AwsSignature(ec2.keyId(), ec2.secretKey().value(), region, "ec2");
            regions.put(region, new QueryClient(ec2.endpoint(region), VERSION, signature, clock, trust));
        }
        this.tags = new FoundTags(groupTag);
        this.most = most;
    }

    @Override
    public List<Instance> instances() throws IOException {
        Map<InstanceId, Instance> all = new LinkedHashMap<>();
        for (Map.Entry<String, QueryClient> region : regions.entrySet()) {
            String next = "";
            do {
                Map<String, String> page = new HashMap<>(Map.of("MaxResults", PAGE));
                if (!next.isEmpty()) {
                    page.put("NextToken", next);
                }
                Element answer = region.getValue().ask("DescribeInstances", page);
                List<Instance> found = instances(answer);
                found.forEach(instance -> all.put(instance.id(), instance));
                if (all.size() > most) {
                    throw new IOException("there are more than " + most + " instances");
                }
                String after = text(answer, "nextToken").orElse("");
                if (!after.isEmpty() && after.equals(next)) {
                    throw new IOException("the pages of " + region.getKey() + " do not end");
                }
                next = after;
            } while (!next.isEmpty());
        }
        return List.copyOf(all.values());
    }

    private List<Instance> instances(Element answer) {
        return items(answer, "reservationSet")
                .flatMap(reservation -> items(reservation, "instancesSet"))
                .flatMap(item -> instance(item).stream())
                .toList();
    }

    /** Empty for one that has ended, or has no address yet. */
    private Optional<Instance> instance(Element item) {
        Optional<State> state = child(item, "instanceState")
                .flatMap(found -> text(found, "name"))
                .flatMap(Ec2Cloud::state);
        Optional<InstanceId> id =
                text(item, "instanceId").filter(InstanceId::isValid).map(InstanceId::new);
        Optional<IpAddress> address = Stream.of("privateIpAddress", "ipv6Address")
                .flatMap(name -> text(item, name).stream())
                .flatMap(text -> IpAddress.parse(text).stream())
                .findFirst();
        Optional<Zone> zone = child(item, "placement")
                .flatMap(placement -> text(placement, "availabilityZone"))
                .filter(Zone::isValid)
                .map(Zone::new);
        if (state.isEmpty() || id.isEmpty() || address.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> all = new HashMap<>();
        items(item, "tagSet")
                .forEach(tag -> text(tag, "key")
                        .ifPresent(key -> all.put(key, text(tag, "value").orElse(""))));
        return Optional.of(
                new Instance(id.get(), address.get(), zone.get(), state.get(), tags.group(all), tags.others(all)));
    }

    private static Optional<State> state(String name) {
        return switch (name) {
            case "running" -> Optional.of(State.RUNNING);
            case "pending", "stopping", "stopped" -> Optional.of(State.STOPPED);
            default -> Optional.empty();
        };
    }

    private static Stream<Element> items(Element parent, String list) {
        return child(parent, list).stream()
                .flatMap(Ec2Cloud::children)
                .filter(each -> "item".equals(each.getLocalName()));
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).filter(each -> name.equals(each.getLocalName())).findFirst();
    }

    private static Stream<Element> children(Element parent) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(parent.getChildNodes()::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }

    private static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(each -> each.getTextContent().strip()).filter(text -> !text.isEmpty());
    }

    @Override
    public void close() {
        regions.values().forEach(QueryClient::close);
    }
}
