package io.steelyard.testkit.store;

import io.steelyard.control.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every promise of {@link Store}, noun by noun. An implementation's test extends this. */
@TestInstance(Lifecycle.PER_METHOD)
public abstract class StoreContract
        implements UnitContract,
                IdContract,
                LoadBalancerContract,
                ClassicContract,
                ScalingContract,
                RevisionContract,
                SecretContract,
                CertificateContract,
                ClaimContract,
                StatusContract,
                SearchContract,
                VirtualIpContract,
                WorkContract,
                EventContract,
                SubscriptionContract,
                NodeObservationContract,
                AccountContract,
                UserContract,
                LimitContract,
                KeptAnswerContract,
                UsageContract,
                FilterContract,
                OperatingContract,
                AuditContract,
                TokenContract {
    private Store store;

    /** An empty store. */
    protected abstract Store open() throws Exception;

    @BeforeEach
    final void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    final void closeStore() {
        store.close();
    }

    @Override
    public final Store store() {
        return store;
    }
}
