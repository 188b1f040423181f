package io.steelyard.proxy.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareBuffersTest {
    private static final int SIZE = 256;
    private static final int COUNT = 8;

    private final SpareBuffers buffers = new SpareBuffers(SIZE, COUNT);
    private final ByteBufAllocator otherwise = new UnpooledByteBufAllocator(true, true);

    @Test
    void whatWasReleasedIsTakenAgainAndEmpty() {
        ByteBuf first = buffers.take(10, otherwise).writeInt(1);
        first.release();

        List<ByteBuf> more = taken(COUNT);

        assertThat(more).anySatisfy(each -> assertThat(each).isSameAs(first));
        assertThat(more).allSatisfy(each -> assertThat(each.readableBytes()).isZero());
    }

    @Test
    void whatIsInUseIsGivenToNobodyElse() {
        List<ByteBuf> all = taken(3 * COUNT);

        assertThat(all.stream().map(System::identityHashCode).distinct()).hasSize(3 * COUNT);
    }

    @Test
    void oneThatIsTooLargeComesFromElsewhere() {
        ByteBuf large = buffers.take(SIZE + 1, otherwise);

        assertThat(large.capacity()).isEqualTo(SIZE + 1);
        large.release();
        assertThat(large.refCnt()).isZero();
    }

    @Test
    void oneThatGrewIsOfTheUsualSizeAgain() {
        ByteBuf grown = buffers.take(100, otherwise).writeZero(2 * SIZE);
        grown.release();

        assertThat(taken(COUNT)).allSatisfy(each -> assertThat(each.capacity()).isEqualTo(SIZE));
    }

    private List<ByteBuf> taken(int count) {
        List<ByteBuf> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(buffers.take(100, otherwise));
        }
        return taken;
    }
}
