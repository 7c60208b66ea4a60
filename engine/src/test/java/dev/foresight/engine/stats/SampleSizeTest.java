package dev.foresight.engine.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleSizeTest {
    @Test
    void plannedSeedsThatAreThereAreCounted() {
        assertThat(new SampleSize(10, 10, 0, false).words()).isEqualTo("10 seeds planned, 10 there");
        assertThat(new SampleSize(10, 6, 0, false).words()).isEqualTo("10 seeds planned, only 6 there");
    }

    @Test
    void seedsBeyondThePlanAreAReasonForDoubt() {
        assertThat(new SampleSize(1, 1, 4, false).words())
                .startsWith("1 seed planned, 1 there, and 4 beyond the plan; if they were added after a look");
    }

    @Test
    void aPlanExtendedAfterLookingIsToldAsSuch() {
        assertThat(new SampleSize(10, 10, 0, true).words()).contains("extended after looking", "too small");
    }
}
