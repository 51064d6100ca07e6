//! A law of spreadsheets: of a sheet that was made from a known table, whatever stands around that table, `import` gives
//! the table or asks, and never gives another one.
//!
//! The suite tries some hundreds of sheets. `SHEETS=20000 cargo test --release --test main laws_sheets` tries more.

use std::collections::BTreeMap;

use force_compare::data::{Observation, Payload};
use force_compare::sheet::{self, Problems, official_area};

use crate::sheets::making;

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        // Marsaglia's xorshift.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.roll() >> 33) as usize % most.max(1)
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn some<T: Copy>(&mut self, of: &[T], number: usize) -> Vec<T> {
        let mut left = of.to_vec();
        (0..number.min(of.len())).map(|_| left.remove(self.below(left.len()))).collect()
    }
}

const FORCES: [&str; 12] = [
    "Kent",
    "Essex",
    "Surrey",
    "Sussex",
    "Durham",
    "Cleveland",
    "Norfolk",
    "Suffolk",
    "Dorset",
    "Merseyside",
    "Humberside",
    "Cheshire",
];
const COUNCILS: [&str; 12] = [
    "Barnet", "Brent", "Camden", "Ealing", "Harrow", "Leeds", "Bradford", "Hull", "Torbay", "Exeter", "Plymouth",
    "Lambeth",
];
const STATES: [&str; 10] =
    ["Alabama", "Alaska", "Arizona", "Iowa", "Ohio", "Texas", "Utah", "Vermont", "Maine", "Nevada"];
const WARDS: [&str; 9] =
    ["Abbey", "Castle", "Moorland", "St Ann’s", "Riverside", "Old Town", "Quayside", "Highfield", "Marsh"];

/// The labels of periods, each with the days that it means.
fn periods(dice: &mut Dice, number: usize) -> Vec<(String, String)> {
    let first = 2008 + dice.below(10) as u16;
    let form = dice.below(8);
    let month_end = |year: u16, month: usize| match month {
        2 if year.is_multiple_of(4) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    (0..number.min(12))
        .map(|nth| {
            let year = first + nth as u16;
            let next = (year + 1) % 100;
            let whole = format!("{year}-01-01 {year}-12-31");
            let financial = format!("{year}-04-01 {}-03-31", year + 1);
            let month = format!("{first}-{:02}-01 {first}-{:02}-{:02}", nth + 1, nth + 1, month_end(first, nth + 1));
            match form {
                0 | 1 => (year.to_string(), whole),
                2 => (format!("{year}/{next:02}"), financial),
                3 => (format!("{year}-{next:02}"), financial),
                4 => (format!("{} {first}", MONTHS[nth]), month),
                5 => (format!("{first}-{:02}", nth + 1), month),
                6 => (format!("Year ending March {}", year + 1), financial),
                _ => {
                    let (quarter, year) = (nth % 4, first + (nth / 4) as u16);
                    let (from, to) = ([4, 7, 10, 1][quarter], [6, 9, 12, 3][quarter]);
                    let of = year + u16::from(quarter == 3);
                    let days = format!("{of}-{from:02}-01 {of}-{to:02}-{}", month_end(of, to));
                    (format!("Q{} {year}/{:02}", quarter + 1, (year + 1) % 100), days)
                }
            }
        })
        .collect()
}

/// A table: for each area and period a figure, or nothing.
struct Table {
    areas: Vec<&'static str>,
    periods: Vec<(String, String)>,
    figures: Vec<Vec<Option<u64>>>,
}

/// A sheet with a table in it.
struct Sheet {
    name: String,
    bytes: Vec<u8>,
    text: String,
}

fn table(dice: &mut Dice) -> Table {
    let pool: &[&str] = dice.pick(&[&FORCES[..], &COUNCILS[..], &STATES[..], &WARDS[..]]);
    let number = 2 + dice.below(8);
    let areas = dice.some(pool, number);
    let number = 1 + dice.below(5);
    let periods = periods(dice, number);
    let size = dice.pick(&[6, 40, 900, 900, 30_000]);
    let figures = areas.iter().map(|_| periods.iter().map(|_| Some(dice.below(size) as u64)).collect()).collect();
    Table { areas, periods, figures }
}

/// How a figure stands in its cell, with what comes of it.
fn cell(dice: &mut Dice, figure: &mut Option<u64>, marks: bool) -> String {
    let Some(number) = *figure else { return String::new() };
    if marks && dice.one_in(14) {
        *figure = None;
        return dice.pick(&["", "*", "..", "[c]", "[x]", "<5", "n/a", "Refused"]).into();
    }
    if marks && dice.one_in(14) {
        return format!("{number}{}", dice.pick(&["[p]", "¹", " (1)", "*", " [note 2]"]));
    }
    if number >= 1000 && dice.one_in(6) {
        return format!("\"{},{:03}\"", number / 1000, number % 1000);
    }
    number.to_string()
}

/// A column beside the figures: its heading, and a cell for each area.
fn decoy(dice: &mut Dice, areas: usize, nth: usize) -> (String, Vec<String>) {
    let year = 2011 + nth as u16;
    let small = |dice: &mut Dice, most: usize| (0..areas).map(|_| dice.below(most).to_string()).collect::<Vec<_>>();
    match dice.below(14) {
        0 => ("Area Code".into(), (0..areas).map(|at| (at * 3 + 1).to_string()).collect()),
        1 => ("Rank".into(), (0..areas).map(|at| (at + 1).to_string()).collect()),
        2 => (format!("Pop {year}"), small(dice, 900_000)),
        3 => (format!("Population {year}"), small(dice, 900_000)),
        4 => ("Rate per 1,000".into(), (0..areas).map(|_| format!("{}.{}", dice.below(9), dice.below(10))).collect()),
        5 => ("% change".into(), (0..areas).map(|_| format!("{}%", dice.below(90))).collect()),
        6 => (String::new(), (0..areas).map(|at| (at + 1).to_string()).collect()),
        7 => ("Unnamed: 0".into(), (0..areas).map(|at| at.to_string()).collect()),
        8 => (
            "Notes".into(),
            (0..areas).map(|at| if at % 3 == 0 { "see page 2".into() } else { String::new() }).collect(),
        ),
        9 => ("Longitude".into(), (0..areas).map(|_| format!("-{}.{}", dice.below(3), dice.below(90))).collect()),
        10 => (format!("Officers {year}"), small(dice, 4_000)),
        11 => ("CountyFIPS".into(), (0..areas).map(|at| (1_001 + 2 * at).to_string()).collect()),
        12 => (format!("Increase {year}"), small(dice, 90)),
        _ => ("Households".into(), small(dice, 90_000)),
    }
}

/// Rows that are no areas: their names and figures.
fn sums(dice: &mut Dice, table: &Table) -> (String, Vec<Option<u64>>) {
    let name = dice.pick(&[
        "Total",
        "TOTAL",
        "All forces",
        "England and Wales",
        "Overall",
        "National",
        "Insgesamt",
        "Combined",
        "Loamshire",
        "Eng & Wales",
        "Sum",
        "43 forces",
        "Average",
        "Grand total",
    ]);
    let figures = (0..table.periods.len()).map(|period| {
        let known: Option<Vec<u64>> = table.figures.iter().map(|row| row[period]).collect();
        let sum: u64 = known?.iter().sum();
        Some(if name == "Average" { (sum as f64 / table.areas.len() as f64).round() as u64 } else { sum })
    });
    let figures: Vec<Option<u64>> = figures.collect();
    // A sum of small figures, in a row that could be an area, nobody can tell from an accident.
    let large = figures.iter().flatten().any(|sum| *sum >= 20);
    (if large { name } else { "Total" }.into(), figures)
}

/// The rows of a sheet: a text for each cell. Takes out of the table what the cells hide.
fn rows(dice: &mut Dice, table: &mut Table, plain: bool) -> Vec<Vec<String>> {
    let tidy = dice.one_in(3);
    let sum = (!plain && dice.one_in(2) && table.areas.len() > 2).then(|| sums(dice, table));
    let measure = dice.pick(&["", "", "Offences", "Incidents recorded", "Thefts"]);
    let mut columns: Vec<(String, Vec<String>)> = Vec::new();
    let areas: Vec<String> = table.areas.iter().map(|area| area.to_string()).collect();
    let heading = dice.pick(&["Force", "Area", "Local authority", "Name", "Council", "Police force area"]);
    let named = |columns: &mut Vec<(String, Vec<String>)>, cells| columns.push((heading.into(), cells));
    if tidy {
        let mut all = vec![Vec::new(); 3];
        let by_area = dice.one_in(2);
        for at in 0..table.areas.len() * table.periods.len() {
            let (area, period) = match by_area {
                true => (at / table.periods.len(), at % table.periods.len()),
                false => (at % table.areas.len(), at / table.areas.len()),
            };
            all[0].push(areas[area].clone());
            all[1].push(table.periods[period].0.clone());
            all[2].push(cell(dice, &mut table.figures[area][period], !plain));
        }
        if let Some((name, figures)) = &sum {
            for (period, figure) in figures.iter().enumerate() {
                all[0].push(name.clone());
                all[1].push(table.periods[period].0.clone());
                all[2].push(figure.map(|figure| figure.to_string()).unwrap_or_default());
            }
        }
        let mut all = all.into_iter();
        named(&mut columns, all.next().unwrap());
        columns.push((dice.pick(&["Year", "Period", "Time"]).into(), all.next().unwrap()));
        columns.push((dice.pick(&["Count", "Number", "Offences", "Deaths", "Trees"]).into(), all.next().unwrap()));
    } else {
        let mut cells = areas;
        cells.extend(sum.as_ref().map(|(name, _)| name.clone()));
        named(&mut columns, cells);
        for (period, (label, _)) in table.periods.iter().enumerate() {
            let mut cells: Vec<String> =
                table.figures.iter_mut().map(|row| cell(dice, &mut row[period], !plain)).collect();
            if let Some((_, figures)) = &sum {
                cells.push(figures[period].map(|figure| figure.to_string()).unwrap_or_default());
            }
            let heading = if measure.is_empty() { label.clone() } else { format!("{measure} {label}") };
            columns.push((heading, cells));
        }
    }
    let length = columns[0].1.len();
    for nth in 0..if plain { 0 } else { dice.below(4) } {
        let (title, mut cells) = decoy(dice, table.areas.len(), nth);
        if tidy {
            // A fact of the area is the same in all its rows.
            let of = |name: &String| table.areas.iter().position(|area| area == name).map(|at| cells[at].clone());
            let names = &columns.iter().find(|(known, _)| known == heading).unwrap().1;
            cells = names.iter().map(|name| of(name).unwrap_or_default()).collect();
        }
        cells.resize(length, String::new());
        if columns.iter().all(|(known, _)| *known != title) {
            let at = dice.below(columns.len() + 1);
            columns.insert(at, (title, cells));
        }
    }
    if !plain && dice.one_in(3) {
        let at = dice.below(columns.len());
        let moved = columns.remove(0);
        columns.insert(at.min(columns.len()), moved);
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    if dice.one_in(3) {
        rows.push(vec![
            dice.pick(&[
                "Offences recorded by area",
                "Freedom of Information Act 2000 request",
                "Published 12 March 2021",
            ])
            .into(),
        ]);
        rows.push(vec![String::new()]);
    }
    rows.push(columns.iter().map(|(heading, _)| heading.clone()).collect());
    rows.extend((0..length).map(|at| columns.iter().map(|(_, cells)| cells[at].clone()).collect()));
    if dice.one_in(4) {
        rows.push(vec![String::new()]);
        rows.push(vec!["Source: our own figures".into()]);
        rows.push(vec!["Note: some figures were revised in 2020.".into()]);
    }
    rows
}

fn sheet(dice: &mut Dice, rows: &[Vec<String>]) -> Sheet {
    let quoted = |text: &String, sign: char| {
        let bare = text.trim_matches('"');
        if bare.contains(sign) { format!("\"{bare}\"") } else { bare.to_string() }
    };
    let lines = |sign: char| -> String {
        let line =
            |row: &Vec<String>| row.iter().map(|text| quoted(text, sign)).collect::<Vec<_>>().join(&sign.to_string());
        rows.iter().map(|row| line(row) + "\n").collect()
    };
    let text = format!("== Data\n{}", lines('|').replace('"', ""));
    match dice.below(5) {
        0 => Sheet { name: "sheet.xlsx".into(), bytes: making::xlsx(&text), text },
        1 => Sheet { name: "sheet.ods".into(), bytes: making::ods(&text), text },
        2 => Sheet { name: "sheet.csv".into(), bytes: lines(';').into_bytes(), text },
        3 => Sheet { name: "sheet.csv".into(), bytes: lines('\t').into_bytes(), text },
        _ => Sheet { name: "sheet.csv".into(), bytes: lines(',').into_bytes(), text },
    }
}

/// What became of a sheet.
#[derive(Debug, PartialEq)]
enum Outcome {
    Read,
    Asked(String),
    Refused(String),
}

/// Holds what `import` makes of a sheet against the table. Fails if it is another table.
fn hold(table: &Table, sheet: &Sheet) -> Result<Outcome, String> {
    let files = BTreeMap::from([(sheet.name.clone(), sheet.bytes.clone())]);
    let sketch = match sheet::sketch(&files, &sheet.name, &[]) {
        Ok(sketch) => sketch,
        Err(problem) => return Ok(Outcome::Refused(problem.to_string())),
    };
    if let Some(question) = sketch.questions.first() {
        return Ok(Outcome::Asked(question.to_string()));
    }
    let mut problems = Problems::default();
    let Some(payload) = sheet::make(&files, "sheet.toml", &sketch.recipe, &mut problems) else {
        let (problems, _) = problems.finish();
        return Ok(Outcome::Refused(problems.first().map(|problem| problem.to_string()).unwrap_or_default()));
    };
    match difference(table, &payload) {
        Some(difference) => Err(format!("{difference}\n{}\n{}", sheet.text, sketch.guessed.join("\n"))),
        None => Ok(Outcome::Read),
    }
}

fn difference(table: &Table, payload: &Payload) -> Option<String> {
    let dataset = &payload.dataset;
    let mut names: Vec<String> = dataset.areas.iter().map(|area| area.name.clone()).collect();
    let known = |area: &&str| official_area(area).map_or(area.to_string(), |known| known.name.to_string());
    let by_name = names.iter().all(|name| official_area(name).is_some_and(|known| known.name == name));
    let mut expected: Vec<String> =
        table.areas.iter().map(|area| if by_name { known(area) } else { area.to_string() }).collect();
    let places: Vec<Option<usize>> = expected.iter().map(|area| names.iter().position(|name| name == area)).collect();
    names.sort();
    expected.sort();
    if names != expected {
        return Some(format!("areas {names:?}, not {expected:?}"));
    }
    let days: Vec<String> =
        dataset.periods.iter().map(|period| format!("{} {}", period.start(), period.end())).collect();
    if days.len() != table.periods.len() {
        return Some(format!("periods {days:?}, not {:?}", table.periods));
    }
    for (period, (label, meant)) in table.periods.iter().enumerate() {
        let Some(at) = days.iter().position(|days| days == meant) else {
            return Some(format!("periods {days:?}, without {label}: {meant}"));
        };
        for (area, place) in places.iter().enumerate() {
            let figure = dataset.observation((*place)?, at);
            let known = match figure {
                Observation::Count(count) => Some(count.get()),
                figure => figure.value().map(|value| value as u64),
            };
            if known != table.figures[area][period] {
                return Some(format!(
                    "{} in {label}: {figure:?}, not {:?}",
                    table.areas[area], table.figures[area][period]
                ));
            }
        }
    }
    None
}

/// Sheets that were once read wrongly, or asked about though they are plain: notes stood below a column of periods, and
/// figures that look like years right below the headings.
const FOUND: [u64; 9] = [10404, 14424, 19090, 7427, 7532, 8105, 11398, 11510, 15994];

/// How many sheets are tried.
fn number() -> u64 {
    std::env::var("SHEETS").ok().and_then(|number| number.parse().ok()).unwrap_or(600)
}

fn outcomes(plain: bool) -> [u64; 3] {
    let mut counted = [0; 3];
    let (mut wrong, mut accidents) = (Vec::new(), 0);
    for seed in (1..=number()).chain(FOUND) {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        let mut table = table(&mut dice);
        let rows = rows(&mut dice, &mut table, plain);
        let sheet = sheet(&mut dice, &rows);
        match hold(&table, &sheet) {
            Ok(outcome) => {
                let nth = match &outcome {
                    Outcome::Read => 0,
                    Outcome::Asked(_) => 1,
                    Outcome::Refused(_) => 2,
                };
                counted[nth] += 1;
                // In a table of small figures an area can be the sum of others by accident.
                let accident = matches!(&outcome, Outcome::Asked(asked) if asked.contains("an area?"));
                accidents += u64::from(plain && accident);
                if (plain && !accident || std::env::var("SAY").is_ok()) && nth > 0 {
                    wrong.push(format!("seed {seed}: {outcome:?}\n{}", sheet.text));
                }
            }
            Err(difference) => wrong.push(format!("seed {seed}: {difference}")),
        }
    }
    println!("{} read, {} asked, {} refused, plain: {plain}", counted[0], counted[1], counted[2]);
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), number(), wrong[..wrong.len().min(6)].join("\n\n"));
    assert!(accidents * 100 <= number(), "{accidents} areas taken for sums");
    counted
}

#[test]
fn a_sheet_gives_its_table_or_a_question() {
    let [read, asked, _] = outcomes(false);
    // Otherwise the law would hold of a program that reads nothing, or asks nothing.
    assert!(read * 3 > number() && asked > 0, "{read} read, {asked} asked");
}

#[test]
fn a_plain_sheet_asks_nothing() {
    outcomes(true);
}

/// The law is shown to fail: a table with another figure, area or period is another table.
#[test]
fn another_table_is_seen() {
    let mut dice = Dice(7);
    let mut table = Table {
        areas: vec!["Kent", "Essex", "Surrey"],
        periods: vec![("2018".into(), "2018-01-01 2018-12-31".into())],
        figures: vec![vec![Some(118)], vec![Some(209)], vec![Some(309)]],
    };
    let rows = ["Force,2018", "Kent,118", "Essex,209", "Surrey,309"];
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split(',').map(String::from).collect()).collect();
    let sheet = sheet(&mut dice, &rows);
    assert_eq!(hold(&table, &sheet), Ok(Outcome::Read));
    table.figures[1][0] = Some(210);
    assert!(hold(&table, &sheet).is_err());
    table.figures[1][0] = Some(209);
    table.periods[0].1 = "2018-04-01 2019-03-31".into();
    assert!(hold(&table, &sheet).is_err());
    table.periods[0].1 = "2018-01-01 2018-12-31".into();
    table.areas[2] = "Sussex";
    assert!(hold(&table, &sheet).is_err());
}
