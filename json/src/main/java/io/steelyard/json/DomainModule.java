package io.steelyard.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.steelyard.domain.account.TenantId;
import io.steelyard.domain.desired.Entry;
import io.steelyard.domain.errorpage.ErrorPage;
import io.steelyard.domain.instance.InstanceId;
import io.steelyard.domain.instance.Origin;
import io.steelyard.domain.listener.Action;
import io.steelyard.domain.listener.Forward;
import io.steelyard.domain.listener.ListenerId;
import io.steelyard.domain.listener.Port;
import io.steelyard.domain.listener.Redirect;
import io.steelyard.domain.loadbalancer.LoadBalancerId;
import io.steelyard.domain.loadbalancer.Name;
import io.steelyard.domain.metadata.Metadata;
import io.steelyard.domain.metadata.MetadataItem;
import io.steelyard.domain.monitor.Check;
import io.steelyard.domain.node.NodeId;
import io.steelyard.domain.node.Weight;
import io.steelyard.domain.observed.EntryReport;
import io.steelyard.domain.pool.PoolId;
import io.steelyard.domain.region.RegionName;
import io.steelyard.domain.region.Zone;
import io.steelyard.domain.secret.Secret;
import io.steelyard.domain.secret.SecretId;
import io.steelyard.domain.tls.CipherProfile;
import io.steelyard.domain.tls.CipherSuites;
import io.steelyard.domain.tls.Ciphers;
import io.steelyard.domain.tls.HostPattern;
import io.steelyard.domain.traffic.CircuitLimit;
import io.steelyard.domain.traffic.ClientCertificates;
import io.steelyard.domain.traffic.DetailedLog;
import io.steelyard.domain.traffic.NodeHttp2;
import io.steelyard.domain.traffic.NodeTls;
import io.steelyard.domain.traffic.OutlierEjection;
import io.steelyard.domain.traffic.ProxyProtocol;
import io.steelyard.domain.traffic.RequestId;
import io.steelyard.domain.traffic.RetryBudget;
import io.steelyard.domain.traffic.SlowStart;
import io.steelyard.domain.traffic.StrictRequests;
import io.steelyard.domain.traffic.TrafficOption;
import io.steelyard.domain.traffic.TrafficOptions;
import io.steelyard.domain.virtualip.Cidr;
import io.steelyard.domain.virtualip.DomainName;
import io.steelyard.domain.virtualip.IpAddress;
import io.steelyard.domain.virtualip.NodeAddress;
import io.steelyard.domain.virtualip.VipGroupId;
import io.steelyard.domain.virtualip.VirtualIpId;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How the domain's value types look in JSON: a wrapper is its value, a sealed type carries its kind. The domain itself
 * knows no library, so the annotations are mixed in from here.
 */
public final class DomainModule extends SimpleModule {
    public DomainModule() {
        super("steelyard-domain");
        setMixInAnnotation(TenantId.class, LongValue.class);
        setMixInAnnotation(LoadBalancerId.class, IntValue.class);
        setMixInAnnotation(NodeId.class, IntValue.class);
        setMixInAnnotation(PoolId.class, IntValue.class);
        setMixInAnnotation(ListenerId.class, IntValue.class);
        setMixInAnnotation(VirtualIpId.class, IntValue.class);
        setMixInAnnotation(VipGroupId.class, IntValue.class);
        setMixInAnnotation(Port.class, IntValue.class);
        setMixInAnnotation(Weight.class, IntValue.class);
        setMixInAnnotation(Name.class, StringValue.class);
        setMixInAnnotation(RegionName.class, StringValue.class);
        setMixInAnnotation(Zone.class, StringValue.class);
        setMixInAnnotation(InstanceId.class, StringValue.class);
        setMixInAnnotation(Entry.class, EntryKinds.class);
        setMixInAnnotation(EntryReport.class, EntryReportKinds.class);
        setMixInAnnotation(SecretId.class, IntValue.class);
        setMixInAnnotation(Secret.class, StringValue.class);
        setMixInAnnotation(HostPattern.class, StringValue.class);
        setMixInAnnotation(Action.class, ActionKinds.class);
        setMixInAnnotation(Check.class, CheckKinds.class);
        setMixInAnnotation(Origin.class, OriginKinds.class);
        setMixInAnnotation(ErrorPage.class, ContentValue.class);
        setMixInAnnotation(Metadata.class, ItemsValue.class);
        setMixInAnnotation(TrafficOptions.class, OptionsValue.class);
        setMixInAnnotation(TrafficOption.class, OptionKinds.class);
        addSerializer(Cidr.class, new CidrWriter());
        addDeserializer(Cidr.class, new CidrReader());
        addSerializer(IpAddress.class, new IpAddressWriter());
        addDeserializer(IpAddress.class, new IpAddressReader());
        setMixInAnnotation(DomainName.class, StringValue.class);
        addDeserializer(NodeAddress.class, new NodeAddressReader());
        addDeserializer(Ciphers.class, new CiphersReader());
    }

    /** A mapper for the domain: strict about what it does not know, times and durations as ISO-8601 text. */
    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .addModule(new DomainModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .build();
    }

    private abstract static class IntValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        IntValue(@SuppressWarnings("unused") int value) {}

        @JsonValue
        abstract int value();
    }

    private abstract static class LongValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        LongValue(@SuppressWarnings("unused") long value) {}

        @JsonValue
        abstract long value();
    }

    private abstract static class StringValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        StringValue(@SuppressWarnings("unused") String value) {}

        @JsonValue
        abstract String value();
    }

    private abstract static class ContentValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        ContentValue(@SuppressWarnings("unused") String content) {}

        @JsonValue
        abstract String content();
    }

    private abstract static class ItemsValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        ItemsValue(@SuppressWarnings("unused") List<MetadataItem> items) {}

        @JsonValue
        abstract List<MetadataItem> items();
    }

    private abstract static class OptionsValue {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OptionsValue(@SuppressWarnings("unused") List<TrafficOption> all) {}

        @JsonValue
        abstract List<TrafficOption> all();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ClientCertificates.class, name = "CLIENT_CERTIFICATES"),
        @JsonSubTypes.Type(value = RequestId.class, name = "REQUEST_ID"),
        @JsonSubTypes.Type(value = ProxyProtocol.class, name = "PROXY_PROTOCOL"),
        @JsonSubTypes.Type(value = SlowStart.class, name = "SLOW_START"),
        @JsonSubTypes.Type(value = RetryBudget.class, name = "RETRY_BUDGET"),
        @JsonSubTypes.Type(value = OutlierEjection.class, name = "OUTLIER_EJECTION"),
        @JsonSubTypes.Type(value = CircuitLimit.class, name = "CIRCUIT_LIMIT"),
        @JsonSubTypes.Type(value = NodeTls.class, name = "NODE_TLS"),
        @JsonSubTypes.Type(value = NodeHttp2.class, name = "NODE_HTTP2"),
        @JsonSubTypes.Type(value = StrictRequests.class, name = "STRICT_REQUESTS"),
        @JsonSubTypes.Type(value = DetailedLog.class, name = "DETAILED_LOG")
    })
    private interface OptionKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Check.Connect.class, name = "CONNECT"),
        @JsonSubTypes.Type(value = Check.Http.class, name = "HTTP")
    })
    private interface CheckKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Origin.Announced.class, name = "ANNOUNCED"),
        @JsonSubTypes.Type(value = Origin.Discovered.class, name = "DISCOVERED")
    })
    private interface OriginKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Forward.class, name = "FORWARD"),
        @JsonSubTypes.Type(value = Redirect.class, name = "REDIRECT")
    })
    private interface ActionKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Entry.Present.class, name = "PRESENT"),
        @JsonSubTypes.Type(value = Entry.Absent.class, name = "ABSENT")
    })
    private interface EntryKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = EntryReport.Applied.class, name = "APPLIED"),
        @JsonSubTypes.Type(value = EntryReport.Rejected.class, name = "REJECTED")
    })
    private interface EntryReportKinds {}

    private static final class CidrWriter extends ValueSerializer<Cidr> {
        @Override
        public void serialize(Cidr value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class CidrReader extends ValueDeserializer<Cidr> {
        @Override
        public Cidr deserialize(JsonParser in, DeserializationContext context) {
            return Cidr.require(in.getString());
        }
    }

    private static final class NodeAddressReader extends ValueDeserializer<NodeAddress> {
        @Override
        public NodeAddress deserialize(JsonParser in, DeserializationContext context) {
            return NodeAddress.require(in.getString());
        }
    }

    /** A profile is its name, and what was chosen one by one an object. */
    private static final class CiphersReader extends ValueDeserializer<Ciphers> {
        @Override
        public Ciphers deserialize(JsonParser in, DeserializationContext context) {
            return in.currentToken() == JsonToken.VALUE_STRING
                    ? CipherProfile.valueOf(in.getString())
                    : context.readValue(in, CipherSuites.class);
        }
    }

    private static final class IpAddressWriter extends ValueSerializer<IpAddress> {
        @Override
        public void serialize(IpAddress value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class IpAddressReader extends ValueDeserializer<IpAddress> {
        @Override
        public IpAddress deserialize(JsonParser in, DeserializationContext context) {
            return IpAddress.require(in.getString());
        }
    }
}
