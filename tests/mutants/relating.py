"""Mutants of how a relationship grows: trust, needs, stages, asks, satisfaction, opinions, habits."""

from __future__ import annotations

from tests.mutants.mutant import rows

ROWS = (
    *rows(
        "mechanisms/test_asks.py",
        "simulation/mechanisms/asks.py",
        (
            "test_it_asks_as_often_as_the_lever_says",
            "a tenth of the asks is left out",
            '< now.lever("ask", row)',
            '< 0.9 * now.lever("ask", row)',
        ),
        (
            "test_the_response_to_a_step_turns_with_readiness[1.0-1.0]",
            "everybody is asked too early",
            "row.asked > 0 and (row.ready == 0 or row.damage > DAMAGED)",
            "row.asked > 0",
        ),
    ),
    *rows(
        "mechanisms/test_asks.py",
        "simulation/mechanisms/progression.py",
        (
            "test_an_ask_in_time_takes_three_times_as_many_to_the_next_stage",
            "an ask in time counts a fifth more",
            "self.ask_boost, 1.0)",
            "1.2 * self.ask_boost, 1.0)",
        ),
    ),
    *rows(
        "mechanisms/test_progression.py",
        "simulation/mechanisms/progression.py",
        (
            "test_the_stages_settle_at_the_stationary_law_of_the_chain[0.15-0.1]",
            "people fall back less often by a tenth",
            "falls = (u > 1.0 - down)",
            "falls = (u > 1.0 - 0.9 * down)",
        ),
        (
            "test_the_way_there_is_that_of_the_chain_too",
            "people rise oftener by a tenth",
            "rises = (u < up)",
            "rises = (u < 1.1 * up)",
        ),
        (
            "test_who_is_ready_rises_faster_and_falls_slower",
            "who is not ready rises a third faster",
            "1.5, 0.3)",
            "1.5, 0.4)",
        ),
        (
            "test_the_markov_law_settles_at_its_stationary_law_whatever_anybody_does[0.15-0.1]",
            "who is damaged does not rise",
            "return self.up_rate, self.down_rate",
            "return np.where(rows.damage <= DAMAGED, self.up_rate, 0.0), self.down_rate",
        ),
    ),
    *rows(
        "mechanisms/test_needs.py",
        "simulation/mechanisms/needs.py",
        (
            "test_needs_keep_mean_0_and_variance_1",
            "needs are moved too little for their memory",
            "np.sqrt(1.0 - kept * kept)",
            "np.sqrt(1.0 - kept)",
        ),
        (
            "test_half_of_a_need_has_changed_after_its_half_life[52.0]",
            "a month changes needs as a week does",
            "EVERY * now.dt, self.half_life",
            "now.dt, self.half_life",
        ),
        (
            "test_a_firm_that_never_listens_serves_the_average",
            "an offer that misses a need is missed more by a fifth",
            "np.exp(-0.5 *",
            "np.exp(-0.6 *",
        ),
    ),
    *rows(
        "mechanisms/test_opinion.py",
        "simulation/mechanisms/opinion.py",
        (
            "test_in_the_whole_market_it_draws_opinions_together",
            "the opinions of others weigh a tenth as much",
            "leans = rows.satisfaction + weight *",
            "leans = rows.satisfaction + 0.1 * weight *",
        ),
    ),
    *rows(
        "mechanisms/test_satisfaction.py",
        "simulation/mechanisms/satisfaction.py",
        (
            "test_the_noise_of_an_experience_has_the_stated_size",
            "experiences vary a tenth more",
            "noise = self.variability *",
            "noise = 1.1 * self.variability *",
        ),
    ),
    *rows(
        "mechanisms/test_trust.py",
        "simulation/mechanisms/trust.py",
        (
            "test_asymmetric_trust_settles_between_good_and_bad[0.75-0.05-0.15]",
            "a good contact gains a tenth more",
            "gain = self.gain *",
            "gain = 1.1 * self.gain *",
        ),
        (
            "test_slow_to_gain_and_quick_to_lose_makes_one_failure_outweigh_several_successes",
            "a bad contact loses a tenth less",
            "np.minimum(self.loss *",
            "np.minimum(0.9 * self.loss *",
        ),
        (
            "test_symmetric_trust_has_the_variance_of_exponential_smoothing[0.08]",
            "each contact moves trust by a third more",
            "np.where(bad, -loss, gain)",
            "1.3 * np.where(bad, -loss, gain)",
        ),
        (
            "test_symmetric_trust_approaches_with_the_half_life_of_exponential_smoothing",
            "each contact moves trust by a third more",
            "np.where(bad, -loss, gain)",
            "1.3 * np.where(bad, -loss, gain)",
        ),
    ),
    *rows(
        "mechanisms/test_usage.py",
        "simulation/mechanisms/usage.py",
        (
            "test_who_has_no_habit_decides_by_satisfaction_and_who_has_one_does_not",
            "a twentieth of those who would do not use it",
            "< probability_of_use(rows",
            "< 0.95 * probability_of_use(rows",
        ),
    ),
)
