package io.steelyard.api.elb;

import io.steelyard.api.body.XmlText;
import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryError;
import io.steelyard.api.elb.query.QueryException;
import io.steelyard.api.elb.query.Xml;
import io.steelyard.api.elb.signature.Signatures;
import io.steelyard.api.elb.signature.Signatures.Signer;
import io.steelyard.api.http.RawAnswer;
import io.steelyard.api.http.RawDialect;
import io.steelyard.api.http.RawRequest;
import io.steelyard.control.audit.AuditEntry;
import io.steelyard.control.audit.AuditTrail;
import io.steelyard.control.identity.Caller;
import io.steelyard.control.maintenance.MaintenanceService;
import io.steelyard.control.ratelimit.RateLimitService;
import io.steelyard.control.ratelimit.Verb;
import io.steelyard.control.store.StoreUnavailableException;
import io.steelyard.domain.account.Role;
import io.steelyard.domain.refusal.RefusedException;
import io.steelyard.domain.region.Region;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Query API of AWS Elastic Load Balancing, version 2012-06-01: parameters in the query or a form, a signature of version
 * 4, answers in XML. The region is the one that the request was signed for, whatever host it names.
 */
public final class ElbDialect implements RawDialect {
    private static final Logger LOG = LoggerFactory.getLogger(ElbDialect.class);
    private static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/";
    private static final String VERSION = "2012-06-01";
    private static final String ROOT = "/";
    private static final Set<String> PATHS = Set.of("/" + VERSION, "/" + VERSION + "/");
    private static final String SERVICE = "elasticloadbalancing";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Signatures signatures;
    private final List<Region> regions;
    private final RateLimitService rates;
    private final MaintenanceService maintenance;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Map<String, Action> actions;

    /** @param services what the actions ask, and what is asked before them */
    public ElbDialect(ElbServices services) {
        this.signatures = new Signatures(services.accessKeys(), services.clock());
        this.regions = services.regions();
        this.rates = services.rates();
        this.maintenance = services.maintenance();
        this.audit = services.audit();
        this.clock = services.clock();
        this.actions = ElbActions.of(services);
    }

    @Override
    public boolean isAt(String path) {
        return path.equals(ROOT) || PATHS.contains(path);
    }

    @Override
    public boolean takes(RawRequest head) {
        return PATHS.contains(head.path()) || head.path().equals(ROOT) && isQuery(head);
    }

    private static boolean isQuery(RawRequest head) {
        return head.method().equals("POST")
                || head.query().contains("Action=")
                || head.header("authorization")
                        .filter(value -> value.startsWith("AWS"))
                        .isPresent();
    }

    @Override
    public RawAnswer tooLarge(int limit) {
        return error(
                QueryError.REQUEST_TOO_LARGE.because("A request has at most " + limit + " octets."),
                UUID.randomUUID().toString());
    }

    @Override
    public RawAnswer answer(RawRequest request) {
        String id = UUID.randomUUID().toString();
        try {
            maintenance.requireOff();
            return answer(request, id);
        } catch (QueryException refused) {
            return error(refused, id);
        } catch (RefusedException refused) {
            return error(ElbErrors.of(refused.refusal()), id);
        } catch (StoreUnavailableException away) {
            LOG.warn("A request was refused because the store is away: {}", away.getMessage());
            return error(QueryError.SERVICE_UNAVAILABLE.because("The store cannot be reached now."), id);
        } catch (RuntimeException broken) {
            LOG.error("Error {} while answering a Query request", id, broken);
            return error(QueryError.INTERNAL_FAILURE.because("An error occurred that is not your fault."), id);
        }
    }

    private RawAnswer answer(RawRequest request, String id) {
        Signer signer = signatures.of(request);
        Caller caller = new Caller(signer.tenant(), region(signer).name(), Role.ADMIN);
        rates.take(caller.tenant(), Verb.of(request.method()), "/");
        Parameters parameters = parameters(request);
        String name = parameters
                .text("Action")
                .orElseThrow(() -> QueryError.MISSING_ACTION.because("The request names no Action."));
        Action action = Optional.ofNullable(actions.get(name))
                .orElseThrow(() -> QueryError.INVALID_ACTION.because("There is no action " + name + "."));
        Call call = new Call(caller, region(signer), parameters);
        Xml result = new Xml();
        if (name.startsWith("Describe")) {
            action.answer(call, result);
        } else {
            audited(request, signer, name, () -> action.answer(call, result));
        }
        return answered(name, result, id);
    }

    /** Every write is written down, with its outcome. */
    private void audited(RawRequest request, Signer signer, String action, Runnable write) {
        audit.begin(new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Optional.of(signer.tenant()),
                signer.key(),
                request.peer(),
                request.method(),
                request.path() + "?Action=" + action,
                Optional.empty()));
        int status = QueryError.INTERNAL_FAILURE.status();
        try {
            write.run();
            status = 200;
        } catch (QueryException refused) {
            status = refused.error().status();
            throw refused;
        } catch (RefusedException refused) {
            status = ElbErrors.of(refused.refusal()).error().status();
            throw refused;
        } finally {
            audit.end(status);
        }
    }

    private Region region(Signer signer) {
        if (!signer.service().equals(SERVICE)) {
            throw QueryError.SIGNATURE_DOES_NOT_MATCH.because(
                    "Credential should be scoped to correct service: '" + SERVICE + "'.");
        }
        return regions.stream()
                .filter(region -> region.awsName().equals(signer.region()))
                .findFirst()
                .orElseThrow(() -> QueryError.SIGNATURE_DOES_NOT_MATCH.because(
                        "Credential should be scoped to a region of this service: "
                                + String.join(
                                        ", ",
                                        regions.stream().map(Region::awsName).toList()) + "."));
    }

    private static Parameters parameters(RawRequest request) {
        return switch (request.method()) {
            case "GET" -> Parameters.of(request.query());
            case "POST" -> Parameters.of(request.query(), form(request));
            default -> throw QueryError.METHOD_NOT_ALLOWED.because("A request is a GET or a POST.");
        };
    }

    private static String form(RawRequest request) {
        if (request.body().length > 0
                && request.header("content-type")
                        .filter(type -> !type.startsWith(FORM))
                        .isPresent()) {
            throw QueryError.VALIDATION.because("The body must be " + FORM + ".");
        }
        return new String(request.body(), StandardCharsets.UTF_8);
    }

    private static RawAnswer answered(String action, Xml result, String id) {
        return xml(
                200,
                "<" + action + "Response xmlns=\"" + NAMESPACE + "\"><" + action + "Result>" + result + "</"
                        + action + "Result><ResponseMetadata><RequestId>" + id + "</RequestId></ResponseMetadata></"
                        + action
                        + "Response>");
    }

    private static RawAnswer error(QueryException refused, String id) {
        StringBuilder message = new StringBuilder();
        XmlText.append(message, refused.text());
        String type = refused.error().status() < 500 ? "Sender" : "Receiver";
        return xml(
                refused.error().status(),
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error><Type>" + type + "</Type><Code>"
                        + refused.error().code() + "</Code><Message>" + message + "</Message></Error><RequestId>" + id
                        + "</RequestId></ErrorResponse>");
    }

    private static RawAnswer xml(int status, String text) {
        return new RawAnswer(status, "text/xml", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
