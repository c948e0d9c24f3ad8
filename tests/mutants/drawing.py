"""Mutants of luck, people and ties: draws, traits, histories, networks, directions."""

from __future__ import annotations

from tests.mutants.mutant import rows

ROWS = (
    *rows(
        "test_draws.py",
        "simulation/draws.py",
        ("test_draws_are_uniform[0-leaves-0]", "draws end at 0.99", "result *= 2.0**-52", "result *= 0.99 * 2.0**-52"),
        (
            "test_whatever_differs_gives_independent_luck[seed]",
            "a draw is the luck of the person with some bits turned round",
            "uniform_from_bits(scramble_bits(lucks ^ self.key(stream, week, occurrence)))",
            "uniform_from_bits(lucks ^ self.key(stream, week, occurrence))",
        ),
        (
            "test_ties_have_luck_of_their_own_in_each_direction",
            "a tie has one luck for both directions",
            "uniform_from_bits(scramble_bits(scramble_bits(lucks ^ self.key(stream, week)) + other_lucks))",
            "uniform_from_bits(scramble_bits((lucks ^ other_lucks) ^ self.key(stream, week)))",
        ),
    ),
    *rows(
        "test_entry.py",
        "simulation/people/market_entry.py",
        (
            "test_as_many_enter_a_year_as_stated_and_evenly",
            "a year has 42 weeks",
            "np.floor(52.0 * u",
            "np.floor(42.0 * u",
        ),
    ),
    *rows(
        "test_market.py",
        "simulation/people/people.py",
        (
            "test_initial_customers_come_from_the_traits",
            "a fifth of all customers is with nobody",
            "np.cumsum(terms.brand_shares) * terms.taken",
            "np.cumsum(terms.brand_shares) * (0.8 * terms.taken)",
        ),
    ),
    *rows(
        "test_people.py",
        "simulation/people/people.py",
        (
            "test_people_are_shared_out_among_the_firms_as_stated[2]",
            "a fifth of all customers is with nobody",
            "np.cumsum(terms.brand_shares) * terms.taken",
            "np.cumsum(terms.brand_shares) * (0.8 * terms.taken)",
        ),
        (
            "test_traits_are_a_pure_function_of_the_seed_and_each_law_has_its_own_luck",
            "who buys often has a price of its own by the same luck",
            'spend_rate=self.spending.spend_rate(draws.of("people.spend_rate", 0, lucks))',
            'spend_rate=self.spending.spend_rate(draws.of("people.buy_rate", 0, lucks))',
        ),
    ),
    *rows(
        "test_segments.py",
        "simulation/people/heterogeneity.py",
        (
            "test_each_segment_leaves_as_published[Regular]",
            "a year has 45 weeks",
            "self.alpha, self.beta), 1.0 / 52.0)",
            "self.alpha, self.beta), 1.0 / 45.0)",
        ),
    ),
    *rows(
        "test_segments.py",
        "simulation/people/segments.py",
        (
            "test_shares_and_spending_are_as_stated_and_the_mean_of_all_stays_what_was_published",
            "the dear are not taken out of the mean of the others",
            "gamma=spending.gamma / (1.0 + high_end.share * (high_end.worth - 1.0))",
            "gamma=spending.gamma",
        ),
    ),
    *rows(
        "test_posterior.py",
        "simulation/people/posterior.py",
        (
            "test_posterior_draws_have_the_closed_form_means[2-30.43-38.86-model0]",
            "a tenth fewer are alive",
            "np.asarray(u_alive < probability_alive",
            "np.asarray(u_alive / 0.9 < probability_alive",
        ),
        (
            "test_posterior_averaged_over_histories_is_the_prior",
            "the weeks watched say nothing about staying",
            "np.add(beta, watched)",
            "np.add(beta, 0.0 * watched)",
        ),
        (
            "test_spend_posterior_has_the_closed_form_mean[1-80.0]",
            "amounts differ less across people",
            "np.multiply(p, x) + q",
            "np.multiply(p, x) + q + 1.0",
        ),
    ),
    *rows(
        "test_world.py",
        "simulation/world/world.py",
        (
            "test_who_one_is_and_whom_one_knows_have_nothing_to_do_with_each_other",
            "people stand where the graph has them, but for a little",
            "order = np.argsort(Draws",
            "order = np.argsort(np.linspace(0.0, 2.0, self.people.size) + Draws",
        ),
    ),
    *rows(
        "test_generators.py",
        "simulation/community/generators.py",
        (
            "test_every_graph_has_the_declared_ties_and_depends_on_nothing_but_the_seed"
            "[Blocks(blocks=20, degree=12.0, within_share=0.8, strong_ties=5.0)]",
            "people have a tenth more ties inside of their group",
            "inside = self.degree * self.within_share",
            "inside = 1.1 * self.degree * self.within_share",
        ),
        (
            "test_blocks_keep_the_declared_share_of_ties_to_themselves",
            "people have a tenth more ties inside of their group",
            "inside = self.degree * self.within_share",
            "inside = 1.1 * self.degree * self.within_share",
        ),
        (
            "test_one_block_is_a_random_graph_and_blocks_may_be_worlds_apart",
            "people have a tenth more ties inside of their group",
            "inside = self.degree * self.within_share",
            "inside = 1.1 * self.degree * self.within_share",
        ),
        (
            "test_a_scale_free_graph_has_hubs_and_a_tail_of_exponent_3",
            "a newcomer makes one tie more",
            "size, self.degree // 2)",
            "size, self.degree // 2 + 1)",
        ),
    ),
    *rows(
        "test_generators.py",
        "simulation/community/sampler.py",
        (
            "test_the_small_world_is_clustered_and_the_two_samplers_agree",
            "ties are moved oftener by a fifth",
            "distance) < rewiring)",
            "distance) < 1.2 * rewiring)",
        ),
    ),
    *rows(
        "test_sampler.py",
        "simulation/community/sampler.py",
        (
            "test_mean_degree_clustering_and_variance_are_those_of_watts_and_strogatz[0.14]",
            "ties are moved oftener by a fifth",
            "distance) < rewiring)",
            "distance) < 1.2 * rewiring)",
        ),
        (
            "test_the_clustering_of_a_hundred_thousand_people_is_the_published_one",
            "ties are moved oftener by a fifth",
            "distance) < rewiring)",
            "distance) < 1.2 * rewiring)",
        ),
        (
            "test_rewired_ends_are_uniform_over_everybody_else",
            "the neighbour on one side is never an end",
            "np.floor(place * (size - 1))",
            "np.floor(place * (size - 2))",
        ),
    ),
    *rows(
        "test_networks_shown.py",
        "simulation/community/small_world.py",
        (
            "test_a_small_world_has_the_clustering_that_is_asked_for[0.3]",
            "clustering falls by the square of what is not moved",
            "np.cbrt(self.clustering / most)",
            "np.sqrt(self.clustering / most)",
        ),
    ),
    *rows(
        "test_directions.py",
        "simulation/mechanisms/trust.py",
        (
            "test_raising_a_number_moves_what_it_acts_on[trust.loss lowers trust]",
            "a bad contact loses less where it should lose more",
            "min(self.loss * (",
            "min((0.3 - self.loss) * (",
        ),
    ),
    *rows(
        "test_honesty.py",
        "simulation/mechanisms/encounters.py",
        (
            "test_without_reciprocity_progression_and_trust_encounters_do_not_pay[1.0]",
            "who takes part pays for it what people spend in three weeks",
            "rows.encounter[granted & (rows.accepts > 0)] = 1.0",
            "rows.encounter[granted & (rows.accepts > 0)] = 1.0\n"
            "        purse.earn(3.0 * rows.encounter * now.centre.weekly_revenue)",
        ),
    ),
    *rows(
        "test_honesty.py",
        "simulation/alignment/funding.py",
        (
            "test_the_rival_s_envelope_is_the_same_share_of_its_own_revenue",
            "rivals spend half as much",
            "rivals_envelopes=tuple(rivals)",
            "rivals_envelopes=tuple(tuple(0.5 * week for week in one) for one in rivals)",
        ),
    ),
)
