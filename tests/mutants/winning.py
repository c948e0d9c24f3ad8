"""Mutants of how people are won: touches, talk, reviews, friends, offers to come back."""

from __future__ import annotations

from tests.mutants.mutant import rows

ROWS = (
    *rows(
        "mechanisms/test_acquisition.py",
        "simulation/mechanisms/acquisition.py",
        (
            "test_each_praising_tie_is_another_chance",
            "a strong tie wins a fifth more",
            "min(self.friends(now)[firm] * ease, MOST)",
            "min(1.2 * self.friends(now)[firm] * ease, MOST)",
        ),
        (
            "test_several_firms_win_in_proportion_to_their_pull",
            "a firm is chosen by the root of its pull",
            "reached += chance / pull",
            "reached += (chance / pull) ** 0.5",
        ),
        (
            "test_trust_makes_it_easier_to_be_won_or_won_back[1.0]",
            "trust counts a fifth more",
            "(0.5 + row.trust[firm])",
            "(0.5 + 1.2 * row.trust[firm])",
        ),
        (
            "test_earlier_touches_make_this_one_convert[0.6-0.5-1.5]",
            "earlier touches carry over a third more",
            "1.0 + self.carry_over * (",
            "1.0 + 1.3 * self.carry_over * (",
        ),
        (
            "test_channels_convert_as_their_designs_say",
            "a channel converts by the root of its design",
            "conversions(now)[row.touch[firm]]",
            "np.sqrt(conversions(now)[row.touch[firm]])",
        ),
        (
            "test_an_offer_to_come_back_pulls_as_far_as_the_firm_is_forgiven",
            "an offer pulls by the root of forgiveness",
            "forgiven = row.forgiven if",
            "forgiven = np.sqrt(row.forgiven) if",
        ),
        (
            "test_neighbours_who_are_with_a_firm_make_it_easier_to_join",
            "neighbours count a third more",
            "1.0 + self.proof * row",
            "1.0 + 1.3 * self.proof * row",
        ),
        (
            "test_what_brought_people_is_kept_in_proportion_to_the_pulls",
            "a touch gets a fifth more of the credit",
            "if u < touch:",
            "if u < 1.2 * touch:",
        ),
        (
            "test_those_to_whom_a_firm_is_closed_do_not_come_back_to_it",
            "a firm that is closed pulls as any other one",
            "if row.closed[firm] or not (asked",
            "if not (asked",
        ),
    ),
    *rows(
        "mechanisms/test_winback.py",
        "simulation/mechanisms/winback.py",
        (
            "test_former_customers_of_the_firm_get_offers_and_nobody_else_does",
            "a fifth of the offers are not made",
            '< now.levers["winback_offers"][firm]',
            '< 0.8 * now.levers["winback_offers"][firm]',
        ),
    ),
    *rows(
        "mechanisms/test_winback.py",
        "simulation/mechanisms/acquisition.py",
        (
            "test_offers_bring_people_back_and_more_of_those_who_did_not_part_in_anger",
            "an offer pulls half as much again",
            "min(self.offer * forgiven",
            "min(1.5 * self.offer * forgiven",
        ),
    ),
    *rows(
        "mechanisms/test_reviews.py",
        "simulation/mechanisms/acquisition.py",
        (
            "test_who_hears_well_of_a_firm_is_won_more_easily",
            "reviews count by their root",
            "* now.firms.appeal[firm]",
            "* np.sqrt(now.firms.appeal[firm])",
        ),
    ),
    *rows(
        "mechanisms/test_reviews.py",
        "simulation/mechanisms/reviews.py",
        (
            "test_the_very_happy_and_the_very_unhappy_write_more[0.2-0.2]",
            "who is very happy or unhappy writes less often by a third",
            "self.extremity * extreme",
            "0.7 * self.extremity * extreme",
        ),
    ),
    *rows(
        "mechanisms/test_referrals.py",
        "simulation/mechanisms/acquisition.py",
        (
            "test_a_reward_brings_as_many_more_as_friends_try_harder[1.63]",
            "a reward makes nobody try harder",
            "self.reward_effect, self.reward_scale)",
            "0.0, self.reward_scale)",
        ),
    ),
    *rows(
        "mechanisms/test_social_proof.py",
        "simulation/mechanisms/acquisition.py",
        (
            "test_it_makes_more_people_join",
            "neighbours who are with a firm make it harder to join",
            "1.0 + self.proof * row",
            "1.0 - self.proof * row",
        ),
    ),
    *rows(
        "mechanisms/test_channels.py",
        "simulation/mechanisms/channels.py",
        (
            "test_advertising_touches_as_many_as_it_reaches",
            "a channel reaches a fifth more",
            "self.most * channel.reach,",
            "1.2 * self.most * channel.reach,",
        ),
        (
            "test_search_finds_those_who_consider_the_firm_already",
            "search depends on consideration half as much",
            "1.0 + channel.intent * (",
            "1.0 + 0.5 * channel.intent * (",
        ),
        (
            "test_with_incentives_those_touched_spend_more_and_are_about_as_many[0.5]",
            "incentives move sales a fifth as much",
            "np.power(value, incentive)",
            "np.power(value, 0.2 * incentive)",
        ),
    ),
    *rows(
        "mechanisms/test_word_of_mouth.py",
        "simulation/mechanisms/acquisition.py",
        (
            "test_word_of_mouth_among_all_is_the_bass_curve",
            "talk wins a tenth more",
            "self.weak * ease",
            "1.1 * self.weak * ease",
        ),
        (
            "test_word_of_mouth_among_all_is_the_bass_curve_mean_of_20_runs",
            "talk wins a tenth more",
            "self.weak * ease",
            "1.1 * self.weak * ease",
        ),
        (
            "test_word_of_mouth_of_another_speed_is_the_bass_curve_too",
            "talk wins a fifth more",
            "self.weak * ease",
            "1.2 * self.weak * ease",
        ),
        (
            "test_without_word_of_mouth_adoption_is_exponential",
            "advertising wins a fifth more",
            "= self.conversion * conversions",
            "= 1.2 * self.conversion * conversions",
        ),
    ),
    *rows(
        "mechanisms/test_word_of_mouth.py",
        "simulation/mechanisms/word_of_mouth.py",
        (
            "test_customers_speak_at_the_stated_rate",
            "people complain as often again by half",
            "self.rate / self.ratio)",
            "1.5 * self.rate / self.ratio)",
        ),
    ),
)
