package io.steelyard.api.elb;

import io.steelyard.api.elb.query.Action;
import io.steelyard.api.elb.query.Call;
import io.steelyard.api.elb.query.Parameters;
import io.steelyard.api.elb.query.QueryApi;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Query API of AWS Elastic Load Balancing, version 2012-06-01, and of the services that its clients call beside it:
 * parameters in the query or a form, a signature, answers in XML. Service and region are those that the request was signed
 * for, whatever host it names.
 */
public final class ElbDialect implements RawDialect {
    private static final Logger LOG = LoggerFactory.getLogger(ElbDialect.class);
    private static final String VERSION = "2012-06-01";
    private static final String ROOT = "/";
    private static final Set<String> PATHS = Set.of("/" + VERSION, "/" + VERSION + "/");
    /** What changes nothing that anybody would look for in the audit log. */
    private static final Pattern UNREMARKABLE = Pattern.compile("Describe|Get|List|Renew");

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Signatures signatures;
    private final QueryApis apis;
    private final RateLimitService rates;
    private final MaintenanceService maintenance;
    private final AuditTrail audit;
    private final InstantSource clock;

    /** @param services what the actions ask, and what is asked before them */
    public ElbDialect(ElbServices services) {
        this.signatures = new Signatures(services.accessKeys(), services.clock(), services.signatureV2());
        this.apis = new QueryApis(ElbActions.services(services), services.regions());
        this.rates = services.rates();
        this.maintenance = services.maintenance();
        this.audit = services.audit();
        this.clock = services.clock();
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
                apis.usual(),
                QueryError.REQUEST_TOO_LARGE.because("A request has at most " + limit + " octets."),
                UUID.randomUUID().toString());
    }

    private RawAnswer error(RawRequest request, QueryException refused, String id) {
        return error(apis.claimed(request), refused, id);
    }

    @Override
    public RawAnswer answer(RawRequest request) {
        String id = UUID.randomUUID().toString();
        try {
            maintenance.requireOff();
            return answer(request, id);
        } catch (QueryException refused) {
            return error(request, refused, id);
        } catch (RefusedException refused) {
            return error(request, ElbErrors.of(refused.refusal()), id);
        } catch (StoreUnavailableException away) {
            LOG.warn("A request was refused because the store is away: {}", away.getMessage());
            return error(request, QueryError.SERVICE_UNAVAILABLE.because("The store cannot be reached now."), id);
        } catch (RuntimeException broken) {
            LOG.error("Error {} while answering a Query request", id, broken);
            return error(request, QueryError.INTERNAL_FAILURE.because("An error occurred that is not your fault."), id);
        }
    }

    private RawAnswer answer(RawRequest request, String id) {
        Signer signer = signatures.of(request);
        rates.take(signer.tenant(), Verb.of(request.method()), "/");
        Parameters parameters = parameters(request);
        QueryApi api = apis.of(signer, parameters);
        String host = request.header("host").orElse("");
        try {
            Region region = apis.region(signer, api, host);
            Caller caller = new Caller(signer.tenant(), region.name(), Role.ADMIN);
            return answer(request, signer, api, new Call(caller, region, host, parameters), id);
        } catch (QueryException refused) {
            return error(api, refused, id);
        } catch (RefusedException refused) {
            return error(api, ElbErrors.of(refused.refusal()), id);
        }
    }

    private RawAnswer answer(RawRequest request, Signer signer, QueryApi api, Call call, String id) {
        Action action = api.action(call.parameters());
        String name = call.parameters().require("Action");
        Xml result = new Xml();
        if (UNREMARKABLE.matcher(name).lookingAt()) {
            action.answer(call, result);
        } else {
            audited(request, signer, name, () -> action.answer(call, result));
        }
        return xml(200, api.envelope().answer(api.namespace(), name, result, id));
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

    private static RawAnswer error(QueryApi api, QueryException refused, String id) {
        return xml(api.envelope().status(refused), api.envelope().error(api.namespace(), refused, id));
    }

    private static RawAnswer xml(int status, String text) {
        return new RawAnswer(status, "text/xml", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
