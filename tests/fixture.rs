//! Datasets for tests: real ones, and generated ones of any size.

use std::path::Path;

use force_compare::build::Folder;
use force_compare::compare::{Asked, Choice, Comparison};
use force_compare::data::{Dataset, Payload, read};
use force_compare::sheet::{self, Refused};
use serde_json::{Value, json};

/// Makes the payload of a recipe on the disk.
pub fn import(recipe: &Path) -> Result<Payload, Refused> {
    let (folder, name) = Folder::of(recipe);
    sheet::import(&folder, &name)
}

/// The payload of the demonstration article.
pub fn image_offences_payload() -> Payload {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/image-offences.toml");
    import(&recipe).unwrap()
}

/// Drug seizures of 39 forces in ten years, as the demonstration shows them.
pub fn seizures_payload() -> Payload {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/seizures.toml");
    import(&recipe).unwrap()
}

/// The dataset of the demonstration article.
pub fn image_offences() -> Dataset {
    image_offences_payload().dataset
}

/// The article's three forces.
pub const ARTICLE: [&str; 3] = ["hertfordshire", "bedfordshire", "cambridgeshire"];

/// A comparison of areas in a view.
pub fn compare<'a>(dataset: &'a Dataset, areas: &[&str], view: &str, measure: &str) -> Comparison<'a> {
    let asked = Asked {
        areas: Some(areas.iter().map(|id| id.to_string()).collect()),
        view: Some(view.into()),
        measure: Some(measure.into()),
        periods: None,
    };
    let (choice, problems) = Choice::resolve(&asked, dataset);
    assert_eq!(problems, [], "{view} {measure}");
    Comparison::new(dataset, choice)
}

/// A dataset of so many areas and periods, always the same for the same seed. Some figures are missing; names are long,
/// Welsh or Arabic now and then.
pub fn generated(areas: usize, periods: usize, seed: u64) -> Dataset {
    read(&generated_payload(areas, periods, seed)).unwrap()
}

/// The payload of [`generated`].
pub fn generated_payload(areas: usize, periods: usize, seed: u64) -> Value {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    // Marsaglia's xorshift: any sequence will do, as long as it is the same everywhere.
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) % below
    };
    let name = |at: usize| match at % 9 {
        4 => format!("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch {at}"),
        7 => format!("شرطة المنطقة {at}"),
        _ => format!("Area {at}"),
    };
    let column = |next: &mut dyn FnMut(u64) -> u64| -> Vec<Value> {
        let count = |_| match next(20) {
            0 => Value::Null,
            1 => json!("[c]"),
            2 => json!(0),
            _ => {
                let size = next(5) as u32 + 1;
                json!(next(10u64.pow(size)))
            }
        };
        (0..areas).map(count).collect()
    };
    let counts: Vec<_> = (0..periods).map(|_| column(&mut next)).collect();
    let populations: Vec<_> =
        (0..periods).map(|_| (0..areas).map(|_| json!(next(2_000_000) + 1)).collect::<Vec<_>>()).collect();
    let nation = json!({"name": "The whole", "short": "whole", "areasSum": false,
        "counts": vec![4_000_000_000u64; periods], "populations": vec![9_000_000_000u64; periods]});
    json!({
        "format": "force-compare/1",
        "title": "Thefts",
        "language": "en-GB",
        "measure": {"label": "Thefts recorded", "singular": "theft", "plural": "thefts"},
        "noun": {"singular": "area", "plural": "areas"},
        "periods": (0..periods).map(|at| json!({
            "id": format!("p{at}"), "label": format!("{}", 1950 + at),
            "start": format!("{}-01-01", 1950 + at), "end": format!("{}-12-31", 1950 + at)
        })).collect::<Vec<_>>(),
        "areas": (0..areas).map(|at| json!({"id": format!("a{at}"), "name": name(at)})).collect::<Vec<_>>(),
        "counts": counts,
        "populations": populations,
        "nation": nation
    })
}

/// The place of an area in a dataset.
pub fn place(dataset: &Dataset, id: &str) -> usize {
    dataset.areas.iter().position(|area| area.id == id).unwrap()
}

/// A payload of consecutive years with the given counts, an area each; no populations, no nation.
pub fn years(areas: &[Vec<Value>]) -> Value {
    let periods = areas.first().map_or(0, Vec::len);
    let mut payload = generated_payload(areas.len(), periods, 1);
    payload["counts"] =
        (0..periods).map(|period| areas.iter().map(|counts| counts[period].clone()).collect::<Vec<_>>()).collect();
    let fields = payload.as_object_mut().unwrap();
    fields.remove("populations");
    fields.remove("nation");
    payload
}

/// Compares without a choice of areas, for figures that concern all of them.
pub fn all(dataset: &Dataset) -> Comparison<'_> {
    let (choice, _) = Choice::resolve(&Asked::default(), dataset);
    Comparison::new(dataset, choice)
}

/// Police officers of 43 forces in nine half-years, as the demonstration shows them: amounts, not counts.
pub fn officers_payload() -> Payload {
    let recipe = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/data/officers.toml");
    import(&recipe).unwrap()
}
