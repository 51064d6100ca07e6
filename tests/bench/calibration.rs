//! Simulates the usual range, and prints how often it is right. Started by `tests/bench/calibration`.

use std::env;
use std::path::Path;
use std::process::ExitCode;

use force_compare::build::Folder;
use force_compare::compare::{Asked, Choice, Comparison, NoVerdict, Verdict};
use force_compare::sheet;

#[path = "../calibration/judged.rs"]
mod judged;
#[path = "../calibration/random.rs"]
mod random;
#[path = "../calibration/setting.rs"]
mod setting;

use judged::{Judged, Share, by_comparison, by_range, simulate};
use setting::{Figures, Odd, QUARTER, Setting, YEAR};

const AREAS: [usize; 3] = [11, 16, 43];
const TAUS: [f64; 4] = [0.0, 0.05, 0.1, 0.2];
const EVENTS: [f64; 2] = [150.0, 3_000.0];
const CHANGES: Figures = Figures::Changes { days: YEAR };

fn main() -> ExitCode {
    // Cargo adds an option of its own.
    let given: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    let numbers: Vec<u64> = given.iter().filter_map(|word| word.replace(',', "").parse().ok()).collect();
    if numbers.len() != given.len() || numbers.len() > 2 || numbers.first() == Some(&0) {
        eprintln!("tests/bench/calibration [datasets for each cell, 2,000 by default] [seed, 1 by default]");
        return ExitCode::from(2);
    }
    let bench = Bench {
        datasets: numbers.first().map_or(2_000, |number| *number as usize),
        seed: numbers.get(1).copied().unwrap_or(1),
    };
    println!("{} datasets for each cell, seed {}.", bench.datasets, bench.seed);
    println!("Per cent of the judged areas outside the range of 95% / of 99.8%, with standard errors. No area is");
    println!("different; 5 and 0.2 are what the range says. All that follows judges by the range itself.");
    bench.outside("Changes from a year to a year, 150 to 3,000 events", CHANGES, EVENTS);
    bench.outside(
        "Changes from 12 months to 3, 150 to 3,000 events in the 12",
        Figures::Changes { days: QUARTER },
        EVENTS,
    );
    bench.outside("Changes from a year to a year, 8 to 60 events", CHANGES, [8.0, 60.0]);
    bench.outside("Changes from a year to a year, 5 to 5,000 events", CHANGES, [5.0, 5_000.0]);
    bench.outside("Rates of 10 to 40 events", Figures::Rates, [10.0, 40.0]);
    bench.outside("Rates of 20 to 100 events", Figures::Rates, [20.0, 100.0]);
    bench.outside("Rates of 150 to 3,000 events", Figures::Rates, EVENTS);
    bench.outside("Rates of 5 to 5,000 events", Figures::Rates, [5.0, 5_000.0]);
    bench.one_area_of_three_times_its_count();
    bench.power();
    let differing = bench.pages();
    seizures();
    if differing == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

struct Bench {
    datasets: usize,
    seed: u64,
}

impl Bench {
    fn simulate(&self, setting: &Setting) -> Vec<Judged> {
        simulate(setting, self.datasets, self.seed, by_range)
    }

    /// Every number of areas by every variance between them.
    fn outside(&self, title: &str, figures: Figures, events: [f64; 2]) {
        println!("\n{title}");
        println!("areas{}", TAUS.map(|tau| format!("{:>27}", format!("tau {tau:.2}"))).concat());
        let (mut verdicts, mut few, mut aside) = ([0; 5], 0, 0);
        for areas in AREAS {
            print!("{areas:>5}");
            for tau in TAUS {
                let datasets = self.simulate(&Setting { figures, areas, tau, events, odd: None });
                for judged in &datasets {
                    aside += judged.aside;
                    few += judged.verdicts.iter().filter(|verdict| verdict.is_none()).count();
                    judged.verdicts.iter().flatten().for_each(|verdict| verdicts[*verdict as usize] += 1);
                }
                print!("{:>27}", shares(&datasets));
            }
            println!();
        }
        let all = verdicts.iter().sum::<usize>() + few;
        let [far_below, below, _, above, far_above] = verdicts;
        println!("Too few events to be judged: {}. Set aside: {}.", percent(few, all), percent(aside, all));
        let outside = percent(far_below + below, far_below + below + above + far_above);
        println!(
            "Below: {outside} of those outside 95%, {} of those outside 99.8%.",
            percent(far_below, far_below + far_above)
        );
    }

    fn one_area_of_three_times_its_count(&self) {
        println!("\nOne area of three times its count, changes, 150 to 3,000 events: per cent of datasets in which");
        println!("it is far above / the mean of tau as it is seen");
        println!("areas{}", TAUS.map(|tau| format!("{:>27}", format!("tau {tau:.2}"))).concat());
        for areas in AREAS {
            print!("{areas:>5}");
            for tau in TAUS {
                let odd = Some(Odd { times: 3.0, events: None });
                let datasets = self.simulate(&Setting { figures: CHANGES, areas, tau, events: EVENTS, odd });
                let far = first(&datasets, |verdict| verdict == Verdict::FarAbove);
                let seen = datasets.iter().map(|judged| judged.tau).sum::<f64>() / datasets.len() as f64;
                print!("{:>27}", format!("{far:.1} / {seen:.3}"));
            }
            println!();
        }
    }

    fn power(&self) {
        println!("\nOne of 43 areas changes by so much more than the others, which have 150 to 3,000 events: per cent");
        println!("of datasets in which it is above the range of 95% / far above");
        let times = [1.3, 1.5, 1.7];
        let heads = times.map(|times| format!("{:>15}", format!("{:+.0}%", 100.0 * (times - 1.0))));
        println!("events  tau {}", heads.concat());
        for events in [50.0, 200.0, 300.0, 1_000.0] {
            for tau in [0.0, 0.1, 0.2] {
                print!("{events:>6} {tau:>4.1} ");
                for times in times {
                    let odd = Some(Odd { times, events: Some(events) });
                    let datasets = self.simulate(&Setting { figures: CHANGES, areas: 43, tau, events: EVENTS, odd });
                    let above = first(&datasets, |verdict| verdict > Verdict::Within);
                    let far = first(&datasets, |verdict| verdict == Verdict::FarAbove);
                    print!("{:>15}", format!("{above:.1} / {far:.1}"));
                }
                println!();
            }
        }
    }

    /// A few of the cells again, judged as readers' pages do, from datasets as they are published. Returns how many
    /// areas are judged otherwise.
    fn pages(&self) -> usize {
        println!(
            "\nThe same datasets judged as pages do: per cent outside, and how many verdicts differ from the range's"
        );
        let mut differing = 0;
        for (title, figures, events) in [
            ("Changes, 150 to 3,000 events", CHANGES, EVENTS),
            ("Changes from 12 months to 3, 150 to 3,000", Figures::Changes { days: QUARTER }, EVENTS),
            ("Rates of 20 to 100 events", Figures::Rates, [20.0, 100.0]),
        ] {
            let setting = Setting { figures, areas: 43, tau: 0.1, events, odd: None };
            let [pages, range] =
                [by_comparison, by_range].map(|judge| simulate(&setting, self.datasets, self.seed, judge));
            let verdicts =
                |judged: &[Judged]| judged.iter().flat_map(|judged| judged.verdicts.clone()).collect::<Vec<_>>();
            let pairs = verdicts(&pages).into_iter().zip(verdicts(&range));
            let found = pairs.filter(|(page, range)| page != range).count();
            println!("{title:<42}{:>27}{found:>7}", shares(&pages));
            differing += found;
        }
        differing
    }
}

fn percent(part: usize, whole: usize) -> String {
    format!("{:.1}%", 100.0 * part as f64 / whole as f64)
}

/// The share of datasets in which the first area's verdict is so, in per cent.
fn first(datasets: &[Judged], is: fn(Verdict) -> bool) -> f64 {
    let found = datasets.iter().filter(|judged| judged.verdicts[0].is_some_and(is)).count();
    100.0 * found as f64 / datasets.len() as f64
}

fn shares(datasets: &[Judged]) -> String {
    let [outside, far] = Share::outside(datasets);
    format!("{:.2} ±{:.2} / {:.2} ±{:.2}", outside.percent, outside.error, far.percent, far.error)
}

/// Counts the verdicts on the demonstration's seizures, from each year to the next.
fn seizures() {
    const HEADS: [&str; 7] = ["far below", "below", "within", "above", "far above", "too few", "no figure"];
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/seizures.toml");
    let (folder, name) = Folder::of(&recipe);
    let Ok(payload) = sheet::import(&folder, &name) else { panic!("the demonstration's seizures cannot be imported") };
    let dataset = payload.dataset;
    println!("\nSeizures of the demonstration: verdicts on the changes of {} forces", dataset.areas.len());
    println!("{:<20}{}    tau  set aside", "", HEADS.map(|head| format!("{head:>11}")).concat());
    let mut all = [0; HEADS.len()];
    for pair in dataset.periods.windows(2) {
        let periods = Some(pair.iter().map(|period| period.id.clone()).collect());
        let (choice, _) = Choice::resolve(&Asked { periods, ..Asked::default() }, &dataset);
        let comparison = Comparison::new(&dataset, choice);
        let mut counts = [0; HEADS.len()];
        for area in comparison.areas() {
            let column = match comparison.judge_change(area) {
                Ok(judgement) => judgement.verdict as usize,
                Err(NoVerdict::TooFew) => 5,
                Err(NoVerdict::NoFigure | NoVerdict::NothingBeside) => 6,
            };
            counts[column] += 1;
            all[column] += 1;
        }
        let usual = comparison.usual_changes();
        let aside: Vec<&str> = usual.aside.iter().map(|area| dataset.areas[*area].name.as_str()).collect();
        let tau = usual.variance().map_or(f64::NAN, f64::sqrt);
        let title = format!("{} to {}", pair[0].label, pair[1].label);
        println!("{title:<20}{}  {tau:.3}  {}", counts.map(|count| format!("{count:>11}")).concat(), aside.join(", "));
    }
    println!("{:<20}{}", "all", all.map(|count| format!("{count:>11}")).concat());
}
