//! The areas' places, with the range of places that chance leaves open.

use force_compare::compare::{By, NoFigure, NoRank, Ranks};
use force_compare::data::{Dataset, Marker, read};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::fixture::{ARTICLE, all, compare, generated, image_offences, place, seizures, years};

/// Place, best and worst place, and how many share it.
fn said(dataset: &Dataset, ranks: &Ranks, id: &str) -> (usize, usize, usize, usize) {
    let ranked = ranks.areas[place(dataset, id)].unwrap();
    (ranked.rank.place, ranked.rank.lower, ranked.rank.upper, ranked.tied)
}

/// One year of counts, an area each.
fn one_year(counts: &[Value]) -> Dataset {
    read(&years(&counts.iter().map(|count| vec![count.clone()]).collect::<Vec<_>>())).unwrap()
}

#[test]
fn forces_by_the_rate_of_their_image_offences() {
    let dataset = image_offences();
    let comparison = compare(&dataset, &ARTICLE, "ranking", "rate");
    assert_eq!(comparison.by(), By::Rate);
    let ranks = comparison.ranks(By::Rate);
    // Of the 16 forces with both years, the four of Wales have no population.
    assert_eq!(ranks.ranked, 12);
    assert_eq!(said(&dataset, &ranks, "hertfordshire").0, 11);
    assert_eq!(said(&dataset, &ranks, "cambridgeshire"), (12, 12, 12, 0));
    assert_eq!(said(&dataset, &ranks, "hampshire").0, 1);
    // 60.6, 57.2 and 55.4 for every 100,000: the first three places are not sure.
    assert!(said(&dataset, &ranks, "hampshire").2 >= 2);
    assert_eq!(ranks.areas[place(&dataset, "cambridgeshire")].unwrap().sure(), Some(12));
    assert_eq!(ranks.areas[place(&dataset, "gwent")], Err(NoRank::NoFigure(NoFigure::Population)));
    assert_eq!(ranks.areas[place(&dataset, "kent")], Err(NoRank::NoFigure(NoFigure::Count(Marker::Missing))));

    let ranks = comparison.ranks(By::Count);
    assert_eq!(ranks.ranked, 16);
    assert_eq!(said(&dataset, &ranks, "west-yorkshire").0, 1);
    assert_eq!(said(&dataset, &ranks, "hertfordshire"), (10, 10, 13, 1));
    assert_eq!(said(&dataset, &ranks, "derbyshire"), (10, 10, 13, 1));
}

#[test]
fn without_any_population_areas_are_ranked_by_count() {
    let dataset = one_year(&[json!(30), json!("[c]"), json!(50)]);
    let comparison = all(&dataset);
    assert_eq!(comparison.by(), By::Count);
    let ranks = comparison.ranks(comparison.by());
    assert_eq!((ranks.by, ranks.ranked), (By::Count, 2));
    assert_eq!(ranks.areas[1], Err(NoRank::NoFigure(NoFigure::Count(Marker::Withheld))));
    assert_eq!((ranks.areas[0].unwrap().rank.place, ranks.areas[2].unwrap().rank.place), (2, 1));
    assert!(comparison.ranks(By::Rate).areas.iter().all(Result::is_err));
}

#[test]
fn one_area_none_and_all_alike() {
    let alone = one_year(&[json!(0)]);
    let ranked = all(&alone).ranks(By::Count).areas[0].unwrap();
    assert_eq!((ranked.rank.place, ranked.sure(), ranked.tied), (1, Some(1), 0));

    let missing = one_year(&[json!(null), json!("[x]")]);
    let ranks = all(&missing).ranks(By::Count);
    assert!(ranks.ranked == 0 && ranks.areas.iter().all(Result::is_err));

    for count in [0, 7, 4_294_967_296_u64] {
        let alike = one_year(&vec![json!(count); 43]);
        for ranked in all(&alike).ranks(By::Count).areas {
            let ranked = ranked.unwrap();
            assert_eq!((ranked.rank.place, ranked.tied, ranked.sure()), (1, 42, None));
            // Every order is as likely as another: the range holds 95% of 43 places.
            assert_eq!((ranked.rank.lower, ranked.rank.upper), (2, 42), "{count}");
        }
    }
}

#[test]
fn of_many_areas_only_those_in_focus_are_ranked() {
    let dataset = generated(2_000, 2, 5);
    let comparison = compare(&dataset, &["a3", "a1999"], "ranking", "rate");
    let ranks = comparison.ranks(By::Rate);
    let of = |kind: fn(&NoRank) -> bool| ranks.areas.iter().filter(|rank| rank.as_ref().is_err_and(kind)).count();
    let without = of(|why| matches!(why, NoRank::NoFigure(_)));
    let ranked: Vec<_> = comparison.areas().filter(|&area| ranks.areas[area].is_ok()).collect();
    assert!(ranks.ranked > 1_500 && ranks.ranked + without == 2_000);
    assert_eq!(ranks.ranked, ranked.len() + of(|why| *why == NoRank::NotInFocus));
    assert!(!ranked.is_empty() && ranked.iter().all(|&area| comparison.focus(area).is_some()));
    let rate = |area: usize| {
        let people = dataset.population(area, 1)? as f64;
        Some(dataset.observation(area, 1).count()? as f64 / people)
    };
    for area in ranked {
        let found = ranks.areas[area].unwrap();
        let higher = comparison.areas().filter(|&other| rate(other) > rate(area)).count();
        let equal = comparison.areas().filter(|&other| rate(other) == rate(area)).count() - 1;
        assert_eq!((found.rank.place, found.tied), (higher + 1, equal));
    }
}

#[test]
fn as_many_as_can_be_are_all_ranked() {
    let dataset = one_year(&(0..500).map(|count| json!(count * 3)).collect::<Vec<_>>());
    let ranks = all(&dataset).ranks(By::Count);
    assert!(ranks.areas.iter().all(Result::is_ok));
    let dataset = one_year(&(0..501).map(|count| json!(count * 3)).collect::<Vec<_>>());
    assert_eq!(all(&dataset).ranks(By::Count).areas.iter().filter(|rank| rank.is_ok()).count(), 3);
}

#[test]
fn a_blank_leaves_the_order_and_nothing_else() {
    let mut payload = seizures();
    let dataset = read(&payload.clone()).unwrap();
    // Nottinghamshire and Thames Valley have no sound population.
    assert_eq!(all(&dataset).ranks(By::Rate).ranked, 12);
    payload["counts"][9][place(&dataset, "hampshire")] = Value::Null;
    let less = read(&payload).unwrap();
    let (before, after) = (all(&dataset).ranks(By::Rate), all(&less).ranks(By::Rate));
    assert_eq!(after.ranked, 11);
    let hampshire = before.areas[place(&dataset, "hampshire")].unwrap().rank.place;
    for (before, after) in before.areas.iter().zip(&after.areas) {
        if let (Ok(before), Ok(after)) = (before, after) {
            let above = usize::from(before.rank.place > hampshire);
            assert_eq!(before.rank.place - above, after.rank.place);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn places(counts in prop::collection::vec(prop::option::weighted(0.8, 0..400_u64), 1..30)) {
        let values = |counts: &[Option<u64>]| counts.iter().map(|count| json!(count)).collect::<Vec<_>>();
        let dataset = one_year(&values(&counts));
        let ranks = all(&dataset).ranks(By::Count);
        let mut back = counts.clone();
        back.reverse();
        let reversed = one_year(&values(&back));
        let mirrored = all(&reversed).ranks(By::Count);
        prop_assert_eq!(ranks.ranked, counts.iter().flatten().count());
        for (area, count) in counts.iter().enumerate() {
            prop_assert_eq!(ranks.areas[area].is_ok(), count.is_some());
            let Ok(ranked) = ranks.areas[area] else { continue };
            let higher = counts.iter().flatten().filter(|other| *other > &count.unwrap()).count();
            let equal = counts.iter().filter(|other| *other == count).count() - 1;
            prop_assert_eq!((ranked.rank.place, ranked.tied), (higher + 1, equal));
            prop_assert!(1 <= ranked.rank.lower && ranked.rank.lower <= ranked.rank.median);
            prop_assert!(ranked.rank.median <= ranked.rank.upper && ranked.rank.upper <= ranks.ranked);
            prop_assert!(ranked.sure().is_none_or(|place| equal == 0 && place == ranked.rank.place));
            let again = mirrored.areas[counts.len() - 1 - area].unwrap();
            prop_assert_eq!((ranked.rank.lower, ranked.rank.upper), (again.rank.lower, again.rank.upper));
        }
    }
}

/// Holds the quick range of a tooltip to the exact one.
fn close(dataset: &Dataset, measure: &str, by: By) {
    let ids: Vec<&str> = dataset.areas.iter().take(1).map(|area| area.id.as_str()).collect();
    let comparison = compare(dataset, &ids, "ranking", measure);
    let ranks = comparison.ranks(by);
    for (area, exact) in ranks.areas.iter().enumerate() {
        let quick = comparison.rank_range(area);
        let (Ok(exact), Some((quick, of))) = (exact, quick) else {
            assert!(exact.is_err() && quick.is_none(), "one has a place and the other none");
            continue;
        };
        assert_eq!((quick.place, of), (exact.rank.place, ranks.ranked));
        let slack = 1 + of / 100;
        assert!(quick.lower.abs_diff(exact.rank.lower) <= slack, "{quick:?} {:?}", exact.rank);
        assert!(quick.upper.abs_diff(exact.rank.upper) <= slack, "{quick:?} {:?}", exact.rank);
        assert!(quick.lower <= quick.upper && quick.upper <= of);
    }
}

#[test]
fn the_range_of_a_tooltip_is_off_by_a_place_at_most() {
    for dataset in [image_offences(), read(&seizures()).unwrap()] {
        close(&dataset, "rate", By::Rate);
        close(&dataset, "count", By::Count);
    }
    for (areas, seed) in [(2, 1), (9, 2), (43, 3), (120, 4), (250, 5)] {
        close(&generated(areas, 2, seed), "rate", By::Rate);
        close(&generated(areas, 2, seed), "count", By::Count);
    }
    // The tooltip gives no range for changes, nor for one place among thousands.
    let many = generated(1_500, 2, 6);
    assert_eq!(compare(&many, &[], "ranking", "rate").rank_range(0), None);
    assert_eq!(compare(&image_offences(), &[], "ranking", "change").rank_range(0), None);
}
