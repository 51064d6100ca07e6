//! The areas of the United Kingdom's police forces, under any name that a sheet may give them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// An area with an official name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialArea {
    /// Its name for readers: `Hertfordshire`.
    pub name: &'static str,
    /// Its official name: `Hertfordshire Constabulary`.
    pub official: &'static str,
    /// Its official code: `E23000027`; empty if it has none.
    pub code: &'static str,
    /// Its region: `Eastern`.
    pub region: &'static str,
    /// Its country: `England`.
    pub country: &'static str,
}

/// The demonstration's recipes use this list too.
const FORCES: &str = include_str!("../../www/data/forces.csv");

/// Other names of the areas. A name that differs from the name or the official name only in a word for police needs no
/// entry.
const ALIASES: [(&str, &[&str]); 32] = [
    ("Avon and Somerset", &["Avon", "A&S", "ASP"]),
    ("Bedfordshire", &["Beds"]),
    ("Cambridgeshire", &["Cambs"]),
    ("Cheshire", &["Ches"]),
    ("City of London", &["City", "London, City of", "COLP", "London City"]),
    ("Cumbria", &["Westmorland and Cumberland"]),
    ("Derbyshire", &["Derbys"]),
    ("Devon and Cornwall", &["D&C", "Devon and Cornwall and Isles of Scilly"]),
    ("Durham", &["County Durham", "Co Durham"]),
    ("Dyfed-Powys", &["Heddlu Dyfed-Powys", "Dyfed Powys"]),
    ("Gloucestershire", &["Glos"]),
    ("Greater Manchester", &["GMP", "Manchester", "Gtr Manchester"]),
    ("Gwent", &["Heddlu Gwent"]),
    (
        "Hampshire",
        &["Hants", "Hampshire and Isle of Wight", "Hampshire and the Isle of Wight", "Hants and IOW", "HIOW"],
    ),
    ("Hertfordshire", &["Herts"]),
    ("Lancashire", &["Lancs"]),
    ("Leicestershire", &["Leics"]),
    ("Lincolnshire", &["Lincs"]),
    (
        "Metropolitan Police",
        &[
            "Met",
            "MPS",
            "Metropolitan",
            "London, Metropolitan",
            "Greater London",
            "London Metropolitan",
            "Metropolitan Police London",
            "Met Police",
        ],
    ),
    ("North Wales", &["Heddlu Gogledd Cymru", "Gogledd Cymru"]),
    ("North Yorkshire", &["N Yorkshire", "N Yorks", "North Yorks"]),
    ("Northamptonshire", &["Northants"]),
    ("Northern Ireland", &["PSNI", "Police Service of N Ireland"]),
    ("Nottinghamshire", &["Notts"]),
    ("Scotland", &["Police Service of Scotland", "PSoS"]),
    ("South Wales", &["Heddlu De Cymru", "De Cymru"]),
    ("South Yorkshire", &["S Yorkshire", "S Yorks", "South Yorks"]),
    ("Staffordshire", &["Staffs"]),
    ("Thames Valley", &["TVP"]),
    ("West Midlands", &["W Midlands", "West Mids"]),
    ("West Yorkshire", &["W Yorkshire", "W Yorks", "West Yorks"]),
    ("Wiltshire", &["Wilts"]),
];

static KNOWN: LazyLock<Vec<OfficialArea>> = LazyLock::new(|| {
    // The list is our own and has no quotes, so splitting at commas is enough; a test counts its areas.
    let mut lines = FORCES.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let headings = lines.next().unwrap_or_default();
    let column = |name: &str| headings.iter().position(|heading| *heading == name);
    let columns = ["force", "official", "code", "region", "country"].map(column);
    let area = |cells: &Vec<&'static str>| {
        let [name, official, code, region, country] = columns.map(|at| at.and_then(|at| cells.get(at).copied()));
        Some(OfficialArea { name: name?, official: official?, code: code?, region: region?, country: country? })
    };
    lines.filter_map(|cells| area(&cells)).collect()
});

/// The index of the area with each simplified spelling.
static SPELLINGS: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut spellings = HashMap::new();
    for (at, area) in KNOWN.iter().enumerate() {
        let aliases = ALIASES.iter().filter(|(name, _)| *name == area.name).flat_map(|(_, aliases)| *aliases);
        // Not every area has a code.
        let all = [area.name, area.official, area.code].into_iter().chain(aliases.copied());
        for spelling in all.filter(|spelling| !spelling.is_empty()) {
            spellings.insert(simple(spelling), at);
        }
    }
    spellings
});

/// Every area with an official name.
pub fn official_areas() -> &'static [OfficialArea] {
    &KNOWN
}

/// The area with this name, official name, code or nickname.
pub fn official_area(name: &str) -> Option<&'static OfficialArea> {
    SPELLINGS.get(&simple(name)).and_then(|at| KNOWN.get(*at))
}

/// Forces whose residents are few of the people whom they serve, or that have none.
const SERVE_OTHERS: [&str; 6] = [
    "City of London",
    "British Transport Police",
    "BTP",
    "Civil Nuclear Constabulary",
    "Ministry of Defence Police",
    "Port of Dover Police",
];

/// Whether a force of this name, official name, code or nickname is one whose residents are few of the people whom it
/// serves, so that a rate by residents would mean nothing.
pub fn serves_others(name: &str) -> bool {
    let name = official_area(name).map_or(name, |area| area.name);
    SERVE_OTHERS.iter().any(|known| simple(known) == simple(name))
}

/// The name of the area that a misspelt name is closest to; `None` if none is close.
pub fn nearest_official(name: &str) -> Option<&'static str> {
    let nearest = nearest(&simple(name), SPELLINGS.keys().map(String::as_str))?;
    SPELLINGS.get(nearest).and_then(|at| KNOWN.get(*at)).map(|area| area.name)
}

/// The closest of several texts, if it is close enough for `text` to be a typing error. The score is Jaro-Winkler's.
pub fn nearest<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|known| (strsim::jaro_winkler(text, known), known));
    // Equal scores go by the alphabet, so the order of `known` does not matter.
    let best = scored.max_by(|(a, x), (b, y)| a.total_cmp(b).then_with(|| y.cmp(x)));
    best.filter(|(score, _)| *score > 0.88).map(|(_, known)| known)
}

/// A name without the things in which spellings differ: case, apostrophes and hyphens, "and" or "&", the word for
/// police. A name that has only such words keeps them.
pub fn simple(name: &str) -> String {
    let name = name.to_lowercase().replace('&', " and ").replace(['’', '\''], "");
    let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let police = ["police", "constabulary", "service", "force", "the", "heddlu", "pfa", "of", "area", "constab"];
    let all: Vec<_> = words.collect();
    let some: Vec<_> = all.iter().copied().filter(|word| !police.contains(word)).collect();
    if some.is_empty() { all.join(" ") } else { some.join(" ") }
}

/// Whether a row with this name is a total of other rows.
pub fn is_total(name: &str) -> bool {
    const TOTALS: [&str; 22] = [
        "total",
        "totals",
        "grand total",
        "overall total",
        "sub total",
        "subtotal",
        "all",
        "all forces",
        "all areas",
        "sum",
        "cyfanswm",
        "england and wales",
        "england wales",
        "england and wales total",
        "united kingdom",
        "uk",
        "uk total",
        "great britain",
        "gb",
        "national total",
        "total england and wales",
        "total all forces",
    ];
    let plain = name.to_lowercase().replace('&', " and ");
    let words: Vec<_> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let joined = words.join(" ");
    TOTALS.contains(&joined.as_str())
        || words.first() == Some(&"total")
        || words.last() == Some(&"total")
        || words.last() == Some(&"totals")
}

/// The part of the country that a total covers, in lower case: `north east` for `North East region`; empty for a bare
/// total.
pub fn total_of(name: &str) -> String {
    let plain = name.to_lowercase().replace('&', " and ");
    let words = plain.split(|c: char| !c.is_alphanumeric());
    let rest = words.filter(|word| {
        !["", "total", "totals", "sub", "subtotal", "region", "grand", "overall", "the", "of", "all", "forces"]
            .contains(word)
            // `Total 43 forces`
            && word.parse::<u16>().is_err()
    });
    rest.collect::<Vec<_>>().join(" ")
}

/// A place that has many areas in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LargePlace {
    /// A nation of the United Kingdom.
    Nation,
    /// A region of England.
    Region,
    /// Several nations, or another country.
    Country,
}

/// The nation, region or country of this name.
pub fn place_of(name: &str) -> Option<LargePlace> {
    const REGIONS: [&str; 13] = [
        "north east",
        "north west",
        "yorkshire and the humber",
        "yorkshire and humber",
        "yorkshire humber",
        "east midlands",
        "east of england",
        "east england",
        "eastern",
        "london",
        "greater london",
        "south east",
        "south west",
    ];
    const COUNTRIES: [&str; 24] = [
        "england and wales",
        "england wales",
        "eng and wales",
        "e and w",
        "united kingdom",
        "uk",
        "great britain",
        "gb",
        "united states",
        "united states of america",
        "usa",
        "us",
        "deutschland",
        "germany",
        "france",
        "ireland",
        "republic of ireland",
        "italy",
        "spain",
        "netherlands",
        "canada",
        "australia",
        "new zealand",
        "europe",
    ];
    let of = total_of(name);
    match of.as_str() {
        "england" | "wales" | "cymru" | "scotland" | "northern ireland" => Some(LargePlace::Nation),
        of if REGIONS.contains(&of) || name.to_lowercase().trim_end().ends_with(" region") => Some(LargePlace::Region),
        of if COUNTRIES.contains(&of) => Some(LargePlace::Country),
        _ => None,
    }
}

/// Whether a name that is no certain total says that its row sums up others: `Overall`, `43 forces`, `Insgesamt`.
pub fn may_be_total(name: &str) -> bool {
    const WHOLE: [&str; 24] = [
        "overall",
        "national",
        "combined",
        "all",
        "sum",
        "insgesamt",
        "gesamt",
        "gesamtergebnis",
        "ensemble",
        "totaal",
        "totale",
        "totaux",
        "tous",
        "alle",
        "nationally",
        "nationwide",
        "altogether",
        "summe",
        "cyfanswm",
        "cymru a lloegr",
        "country total",
        "everywhere",
        "both",
        "force total",
    ];
    let plain = name.to_lowercase().replace('&', " and ");
    let words: Vec<_> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let numbered = matches!(words[..], [number, what] | ["all", number, what]
        if number.parse::<u16>().is_ok() && ["forces", "areas", "authorities", "councils", "boroughs", "districts", "states", "counties", "wards", "trusts"].contains(&what));
    let all_of = matches!(words[..], ["all", ..]) && words.len() > 1;
    let last = words.last().copied().unwrap_or_default();
    WHOLE.contains(&words.join(" ").as_str())
        || numbered
        || all_of
        || (words.len() > 1 && ["overall", "combined", "insgesamt", "altogether", "gesamt"].contains(&last))
}

/// Whether a name says that its row is an average of others.
pub fn is_average(name: &str) -> bool {
    let plain = name.to_lowercase();
    let words: Vec<_> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let average =
        |word: &&str| ["average", "averages", "avg", "mean", "median", "durchschnitt", "moyenne"].contains(word);
    words.first().is_some_and(average) || words.last().is_some_and(average)
}
