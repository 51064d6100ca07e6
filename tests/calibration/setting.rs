//! Areas of which none is different: figures with a common change or rate, a variance between areas, and chance.

use force_compare::data::{Dataset, read};
use force_compare::stats::{Exposed, LogFigure};
use serde_json::{Value, json};

use super::random::Random;

/// What all areas do in common: a rise of 10%, so that nothing depends on there being no change.
const COMMON_CHANGE: f64 = 1.1;

/// The events per person that all areas have in common.
const COMMON_RATE: f64 = 0.002;

/// The days of a year without a leap day, and of the quarter from April to June.
pub const YEAR: u32 = 365;
pub const QUARTER: u32 = 91;

/// What is judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figures {
    /// Changes from a year to so many days.
    Changes { days: u32 },
    /// Rates of a year.
    Rates,
}

/// How datasets are made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    pub figures: Figures,
    pub areas: usize,
    /// The standard deviation between areas on the log scale.
    pub tau: f64,
    /// The least and the most events expected of an area, in the earlier period or of its rate; log-uniform between.
    pub events: [f64; 2],
    /// The first area, where it is different.
    pub odd: Option<Odd>,
}

/// An area that differs from the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odd {
    /// What its later count, or its rate, is multiplied by, on top of what makes areas differ anyway.
    pub times: f64,
    /// Its expected events before that; `None` for a size like the others'.
    pub events: Option<f64>,
}

/// An area's counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The earlier count; `None` for a rate.
    pub earlier: Option<Exposed>,
    pub later: Exposed,
}

impl Setting {
    /// Draws a dataset.
    pub fn draw(&self, random: &mut Random) -> Vec<Area> {
        (0..self.areas).map(|at| self.draw_area(self.odd.filter(|_| at == 0), random)).collect()
    }

    fn draw_area(&self, odd: Option<Odd>, random: &mut Random) -> Area {
        let size = random.log_uniform(self.events);
        let size = odd.and_then(|odd| odd.events).unwrap_or(size);
        let own = (self.tau * random.normal()).exp() * odd.map_or(1.0, |odd| odd.times);
        match self.figures {
            Figures::Changes { days } => {
                let days = f64::from(days);
                let later = size * days / f64::from(YEAR) * COMMON_CHANGE * own;
                Area {
                    earlier: Some(Exposed { count: random.poisson(size), exposure: f64::from(YEAR) }),
                    later: Exposed { count: random.poisson(later), exposure: days },
                }
            }
            Figures::Rates => {
                let people = (size / COMMON_RATE).round();
                let later = Exposed { count: random.poisson(people * COMMON_RATE * own), exposure: people };
                Area { earlier: None, later }
            }
        }
    }
}

impl Area {
    /// The figure that is judged.
    pub fn figure(&self) -> LogFigure {
        let figure = match self.earlier {
            Some(earlier) => LogFigure::change(self.later, earlier),
            None => LogFigure::rate(self.later),
        };
        figure.unwrap()
    }
}

/// The areas as a newsroom would publish them. All have changes, or all have rates.
pub fn dataset(areas: &[Area]) -> Dataset {
    let counts = |of: &dyn Fn(&Area) -> Exposed| areas.iter().map(|area| json!(of(area).count)).collect::<Vec<_>>();
    let period = |start: &str, end: &str| json!({"id": start, "label": start, "start": start, "end": end});
    let mut payload = json!({
        "format": "force-compare/1",
        "title": "Thefts",
        "language": "en-GB",
        "measure": {"label": "Thefts recorded", "singular": "theft", "plural": "thefts"},
        "noun": {"singular": "area", "plural": "areas"},
        "areas": (0..areas.len()).map(|at| json!({"id": format!("a{at}"), "name": format!("Area {at}")}))
            .collect::<Vec<_>>(),
    });
    let later = counts(&|area| area.later);
    if areas[0].earlier.is_some() {
        let end = if areas[0].later.exposure == f64::from(QUARTER) { "2017-06-30" } else { "2018-03-31" };
        payload["periods"] = json!([period("2016-04-01", "2017-03-31"), period("2017-04-01", end)]);
        payload["counts"] = json!([counts(&|area| area.earlier.unwrap()), later]);
    } else {
        let people: Vec<Value> = areas.iter().map(|area| json!(area.later.exposure as u64)).collect();
        payload["periods"] = json!([period("2017-04-01", "2018-03-31")]);
        payload["counts"] = json!([later]);
        payload["populations"] = json!([people]);
    }
    let dataset = read(&payload).unwrap();
    let days = dataset.periods.iter().map(|period| f64::from(period.days()));
    let drawn = areas[0].earlier.iter().chain([&areas[0].later]).map(|exposed| exposed.exposure);
    assert!(areas[0].earlier.is_none() || days.eq(drawn), "the periods have other lengths than were drawn");
    dataset
}
