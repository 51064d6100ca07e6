//! The real figures as published: a recipe, its files, and the dataset that they make.

use std::fs;

use force_compare::compare::Subject;
use force_compare::data::{Marker, Observation, Payload};
use force_compare::sheet::Refused;

use crate::fixture::{ARTICLE, compare, image_offences, image_offences_payload, import, seizures_payload};

#[test]
fn the_figures_are_those_published() {
    let dataset = image_offences();
    assert_eq!(dataset.areas.len(), 45);
    let pair = |id: &str| {
        let at = dataset.areas.iter().position(|area| area.id == id).unwrap();
        [0, 1].map(|period| dataset.observation(at, period).count())
    };
    assert_eq!(pair("hertfordshire"), [Some(309), Some(301)]);
    assert_eq!(pair("bedfordshire"), [Some(118), Some(200)]);
    assert_eq!(pair("cambridgeshire"), [Some(209), Some(164)]);
    assert_eq!(pair("north-yorkshire"), [Some(286), None]);
    let areas = || 0..dataset.areas.len();
    let known =
        |area: &usize| [0, 1].iter().filter(|&&period| dataset.observation(*area, period).count().is_some()).count();
    assert_eq!(areas().filter(|area| known(area) == 2).count(), 16);
    assert_eq!(areas().filter(|area| known(area) == 1).count(), 1);
    assert_eq!(areas().filter(|area| known(area) == 0).count(), 28);
    for area in areas().filter(|area| known(area) == 0) {
        assert_eq!(dataset.observation(area, 0), Observation::Marker(Marker::Missing));
    }
    // Independent sums (STATISTICS: 16 forces, 7,090 to 8,220).
    let sum = |period| {
        areas()
            .filter(|area| known(area) == 2)
            .filter_map(|area| dataset.observation(area, period).count())
            .sum::<u64>()
    };
    assert_eq!([sum(0), sum(1)], [7_090, 8_220]);
}

#[test]
fn the_nation_and_what_is_inside_it_are_as_published() {
    let dataset = image_offences();
    let nation = dataset.nation.as_ref().unwrap();
    assert_eq!([0, 1].map(|period| nation.counts[period].count()), [Some(18_522), Some(22_724)]);
    assert!(!nation.areas_sum, "the areas do not sum to the published totals, and the payload must say so");
    let categories = dataset.categories.as_ref().unwrap();
    let counts: Vec<_> = categories.parts.iter().map(|part| (part.count, part.derived)).collect();
    assert_eq!(counts, [(26_070, false), (10_665, true), (146, false), (4_365, false)]);
    assert_eq!(categories.total, 18_522 + 22_724);
}

#[test]
fn each_figure_names_its_source_and_suspect_populations_stay_out() {
    let Payload { dataset, about } = image_offences_payload();
    for (at, area) in dataset.areas.iter().enumerate() {
        let any = (0..2).any(|period| dataset.observation(at, period).count().is_some());
        assert!(!any || about.areas[at].source.is_some(), "{} has figures without a source", area.name);
    }
    let population = |id: &str| {
        let at = dataset.areas.iter().position(|area| area.id == id).unwrap();
        dataset.population(at, 0)
    };
    assert_eq!(population("hertfordshire"), Some(1_176_386));
    assert_eq!(population("metropolitan-police"), Some(8_762_413));
    for id in ["nottinghamshire", "thames-valley", "gwent"] {
        assert_eq!(population(id), None, "{id}");
    }
    let comparison = compare(&dataset, &ARTICLE, "ranking", "rate");
    assert!(comparison.rate(Subject::Nation, 1).is_some());
    assert_eq!(about.support.len(), 3);
}

/// The first error, without the name of the test's folder.
fn first_line(refused: &Refused) -> String {
    let said = refused.to_string();
    said.lines().next().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_string()
}

/// A recipe with its files in a folder of its own, and the message that reading it gives.
fn message(name: &str, counts: &str) -> String {
    message_of(name, counts, |recipe| recipe.into())
}

/// Returns the message of [`message`] for a changed recipe.
fn message_of(name: &str, counts: &str, change: impl FnOnce(&str) -> String) -> String {
    let folder = std::env::temp_dir().join(format!("force-compare-{}-{name}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("areas.csv"), "name\nNorth\nSouth\n").unwrap();
    fs::write(folder.join("counts.csv"), counts).unwrap();
    let recipe = r#"
        title = "Thefts"
        language = "en-GB"
        measure = { label = "Thefts", singular = "theft", plural = "thefts" }
        noun = { singular = "area", plural = "areas" }
        periods = [{ id = "a", label = "2016", start = "2016-01-01", end = "2016-12-31" }]
        areas = { file = "areas.csv", columns = { name = "name" } }
        counts = { file = "counts.csv", columns = { area = "area" } }
    "#;
    fs::write(folder.join("recipe.toml"), change(recipe)).unwrap();
    let result = import(&folder.join("recipe.toml"));
    fs::remove_dir_all(&folder).unwrap();
    first_line(&result.unwrap_err())
}

#[test]
fn a_fault_in_a_sheet_names_file_row_and_column() {
    let of = |name, row: &str| message(name, &format!("area,2016\nNorth,3\n{row}\n"));
    assert_eq!(
        of("negative", "South,-4"),
        "counts.csv:3:2: “-4”: this figure is below zero; correct it: nothing is counted or measured below zero"
    );
    assert_eq!(
        of("letters", "South,many"),
        "counts.csv:3:2: “many”: this is not a number; correct it; or, if it stands in for a figure, say under [markers] in the recipe what it means"
    );
    assert!(of("fraction", "South,1.5").starts_with("counts.csv:3:2: “1.5”: this is not a whole number; "));
    assert_eq!(
        of("unknown", "West,4"),
        "counts.csv:3:1: “West”: this area is not in the list of areas; correct the name, or add the area to the list"
    );
    assert!(of("twice", "North,4").starts_with("counts.csv:3:1: “North”: row 2 already has figures for this area; "));
    assert_eq!(
        message("column", "area,2017\nNorth,3\n"),
        "counts.csv:1: no column has the heading “2016”; did you mean “2017”? The headings are: area, 2017"
    );
    assert!(
        message("ragged", "area,2016\nNorth,3,4\n")
            .starts_with("counts.csv:2:3: “4”: this cell is to the right of the last heading")
    );
}

#[test]
fn a_period_is_called_what_an_attribute_can_hold() {
    let spaced = |recipe: &str| recipe.replace(r#"id = "a""#, r#"id = "2016 17""#);
    let message = message_of("spaced", "area,2016\nNorth,3\n", spaced);
    assert!(message.contains("period 2016 17: write its id without spaces or commas"), "{message}");
}

#[test]
fn a_measure_of_amounts_takes_fractions_and_nothing_else() {
    let amount = |recipe: &str| recipe.replace("plural = \"thefts\"", "plural = \"thefts\", kind = \"amount\"");
    let of = |name, row: &str| message_of(name, &format!("area,2016\nNorth,3.25\n{row}\n"), amount);
    assert!(of("amount-negative", "South,-0.5").starts_with("counts.csv:3:2: “-0.5”: this figure is below zero; "));
    assert!(of("amount-letters", "South,1.5 t").starts_with("counts.csv:3:2: “1.5 t”: this is not a number; "));
    assert!(of("amount-infinite", "South,inf").starts_with("counts.csv:3:2: “inf”: this is not a number; "));
    let other = |recipe: &str| amount(recipe).replace("\"amount\"", "\"rate\"");
    assert!(message_of("kind", "area,2016\n", other).contains("unknown variant `rate`, expected `count` or `amount`"));
}

#[test]
fn areas_of_other_parts_are_left_out_where_a_recipe_says_so() {
    let with = |areas: &'static str| move |recipe: &str| recipe.replace(r#"columns = { name = "name" } }"#, areas);
    let only_part = r#"columns = { name = "name", part = "name" } }"#;
    let only_accept = r#"columns = { name = "name" }, accept = ["North"] }"#;
    for (name, areas) in [("part", only_part), ("accept", only_accept)] {
        let said = message_of(name, "area,2016\nNorth,3\n", with(areas));
        assert!(said.contains("areas: columns.part and accept belong together"), "{said}");
    }
    let both = r#"columns = { name = "name", part = "name" }, accept = ["North"] }"#;
    assert_eq!(
        message_of("left-out", "area,2016\nNorth,3\nSouth,4\n", with(both)),
        "counts.csv:3:1: “South”: this area is not in the list of areas; correct the name, or add the area to the list"
    );
}

#[test]
fn a_row_for_each_area_and_period_makes_the_same_as_a_column_for_each_period() {
    let dataset = seizures_payload().dataset;
    assert_eq!(dataset.periods.len(), 10);
    let place = |id: &str| dataset.areas.iter().position(|area| area.id == id).unwrap();
    let counts = |id: &str| (0..10).map(|period| dataset.observation(place(id), period).count()).collect::<Vec<_>>();
    assert_eq!([counts("hertfordshire")[0], counts("hertfordshire")[9]], [Some(4_933), Some(3_399)]);
    // These cells are blank in the files, and a blank is not zero.
    let missing = |id: &str| counts(id).iter().filter(|count| count.is_none()).count();
    assert_eq!(["bedfordshire", "hampshire", "kent", "gwent"].map(missing), [1, 2, 0, 10]);
    let with_figures = dataset.areas.iter().filter(|area| missing(&area.id) < 10).count();
    assert_eq!(with_figures, 39);
    assert_eq!(dataset.population(place("thames-valley"), 0), None);
    assert_eq!(dataset.population(place("avon-and-somerset"), 0), Some(1_580_383));
    // There is no change across a jump that looks like a new way of recording.
    for (id, before, after) in [("merseyside", 0, 1), ("surrey", 2, 3), ("surrey", 3, 4), ("thames-valley", 6, 7)] {
        assert!(dataset.break_between(Some(place(id)), before, after).is_some(), "{id}");
    }
    assert!(dataset.break_between(Some(place("kent")), 0, 9).is_none());
}

#[test]
fn a_tidy_row_of_no_period_is_refused_by_place() {
    let tidy = r#"columns = { area = "area", period = "year", count = "count" }"#;
    let wide = r#"columns = { area = "area" }"#;
    let of = |name, text: &str| message_of(name, text, |recipe| recipe.replace(wide, tidy));
    assert_eq!(
        of("period", "area,year,count\nNorth,2015,3\n"),
        "counts.csv:2:2: “2015”: the recipe has no such period; correct the period, or add it to the recipe under [[periods]]"
    );
    let again = of("again", "area,year,count\nNorth,2016,3\nNorth,2016,4\n");
    assert!(again.starts_with("counts.csv:3:1: “North”: row 2 already has a figure for this area and period; "));
    let letters = of("tidy-letters", "area,year,count\nNorth,2016,many\n");
    assert!(letters.starts_with("counts.csv:2:3: “many”: this is not a number; "));
    let half = |recipe: &str| recipe.replace(wide, r#"columns = { area = "area", count = "count" }"#);
    assert!(
        message_of("half", "area,count\nNorth,3\n", half).contains("columns.period and columns.count belong together")
    );
}

/// A file as readers download it: one row a figure, with the areas, the nation and the populations in it.
#[test]
fn a_file_of_figures_alone_makes_a_dataset() {
    let recipe = r#"
        title = "Thefts"
        language = "en-GB"
        measure = { label = "Thefts", singular = "theft", plural = "thefts" }
        noun = { singular = "area", plural = "areas" }
        periods = [
          { id = "a", label = "2016", start = "2016-01-01", end = "2016-12-31", population = "2016" },
          { id = "b", label = "2017", start = "2017-01-01", end = "2017-12-31", population = "2017" },
        ]
        areas = { file = "figures.csv", columns = { name = "area", id = "id" } }
        counts = { file = "figures.csv", columns = { area = "area", period = "period", count = "count", flags = "flags" } }
        populations = { file = "figures.csv", columns = { area = "area", date = "period", population = "population" } }
        nation = { name = "Country", short = "CO", areas_sum = false }
    "#;
    let figures = "\u{feff}area,id,period,count,flags,population\r\nCountry,,2016,90,,5000\r\nCountry,,2017,95,,\r\n\
        '=North,n,2016,3,[p][r],400\r\n'=North,n,2017,[c],,410\r\n''+South,south,2016,,,\r\n''+South,south,2017,<5,[e],\r\n\
        'tis,tis,2016,7,,\r\n'tis,tis,2017,8,,\r\n";
    let made = |recipe: &str, name: &str| {
        let folder = std::env::temp_dir().join(format!("force-compare-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("figures.csv"), figures).unwrap();
        fs::write(folder.join("recipe.toml"), recipe).unwrap();
        let made = import(&folder.join("recipe.toml")).map(|payload| payload.dataset);
        fs::remove_dir_all(&folder).unwrap();
        made.map_err(|error| first_line(&error))
    };
    let dataset = made(recipe, "alone").unwrap();
    // An apostrophe that stops a spreadsheet from running a name is no part of it; any other is.
    let names: Vec<_> = dataset.areas.iter().map(|area| (area.name.as_str(), area.id.as_str())).collect();
    assert_eq!(names, [("=North", "n"), ("'+South", "south"), ("'tis", "tis")]);
    let shown = |area: usize, period: usize| match dataset.observation(area, period) {
        Observation::Count(count) => count.get().to_string(),
        Observation::Amount(amount) => amount.get().to_string(),
        Observation::Marker(marker) => marker.shorthand(),
    };
    assert_eq!([shown(0, 0), shown(0, 1), shown(1, 0), shown(1, 1)], ["3", "[c]", "", "<5"]);
    assert_eq!(dataset.flags_of(0, 0).iter().collect::<String>(), "[p][r]");
    assert_eq!(dataset.flags_of(1, 1).iter().collect::<String>(), "[e]");
    assert_eq!(
        [dataset.population(0, 0), dataset.population(0, 1), dataset.population(1, 0)],
        [Some(400), Some(410), None]
    );
    let nation = dataset.nation.as_ref().unwrap();
    assert_eq!([0, 1].map(|period| nation.counts[period].count()), [Some(90), Some(95)]);
    assert_eq!(nation.populations[0].map(|people| people.get()), Some(5000));

    let half = recipe.replace(r#"population = "population" }"#, r#"population = "population", quality = "flags" }"#);
    assert!(made(&half, "half-quality").unwrap_err().contains("columns.quality and accept belong together"));
    let wrong = recipe.replace(r#"flags = "flags""#, r#"flags = "count""#);
    assert!(made(&wrong, "wrong-flags").unwrap_err().contains("“3”: this is not a flag such as [p] or [r][e]; "));
    let wide = recipe.replace(r#"period = "period", count = "count", "#, "");
    assert!(made(&wide, "wide-flags").unwrap_err().contains("a flag belongs to one figure"));
}
