//! What the words of a heading say of the column below it: counts, another measure, or something that is never a
//! figure. Words are compared as words: there is no rate in `moderate` and no count in `County`.

/// What a column holds, by the words of its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// It says that things were counted.
    Counts,
    /// It says nothing about that.
    Nothing,
    /// It is a measure made of counts: a rate, a share, a change, an average.
    Derived,
    /// It is what counts are held against: a population, households.
    Population,
    /// It is money.
    Money,
    /// It is no figure: a code, a rank, a place on a map.
    Label,
}

const COUNTS: [&str; 30] = [
    "count",
    "counts",
    "number",
    "numbers",
    "total",
    "totals",
    "figure",
    "figures",
    "value",
    "values",
    "records",
    "record",
    "volume",
    "freq",
    "frequency",
    "tally",
    "no",
    "obs",
    "observation",
    "observations",
    "recorded",
    "occurrences",
    "events",
    "cyfanswm",
    "nifer",
    "anzahl",
    "nombre",
    "cantidad",
    "aantal",
    "sum",
];
const DERIVED: [&str; 52] = [
    "rate",
    "rates",
    "%",
    "per",
    "percent",
    "percentage",
    "pct",
    "perc",
    "change",
    "changes",
    "changed",
    "difference",
    "diff",
    "increase",
    "increases",
    "decrease",
    "decreases",
    "rise",
    "fall",
    "growth",
    "proportion",
    "proportions",
    "share",
    "shares",
    "average",
    "averages",
    "avg",
    "mean",
    "median",
    "ratio",
    "ratios",
    "index",
    "lower",
    "upper",
    "ci",
    "lci",
    "uci",
    "confidence",
    "margin",
    "se",
    "stdev",
    "sd",
    "variance",
    "density",
    "percentile",
    "quartile",
    "decile",
    "quintile",
    "standardised",
    "standardized",
    "variation",
    "trend",
];
const POPULATION: [&str; 14] = [
    "population",
    "populations",
    "pop",
    "pops",
    "residents",
    "inhabitants",
    "households",
    "denominator",
    "denom",
    "mid",
    "midyear",
    "poblogaeth",
    "bevolkerung",
    "einwohner",
];
const MONEY: [&str; 22] = [
    "cost",
    "costs",
    "spend",
    "spending",
    "spent",
    "price",
    "prices",
    "budget",
    "budgets",
    "£",
    "$",
    "€",
    "gbp",
    "eur",
    "usd",
    "income",
    "expenditure",
    "salary",
    "balance",
    "debt",
    "loan",
    "loans",
];
const LABELS: [&str; 54] = [
    "code",
    "codes",
    "id",
    "ids",
    "identifier",
    "uid",
    "uuid",
    "objectid",
    "fid",
    "fips",
    "gss",
    "ecode",
    "nuts",
    "nuts1",
    "nuts2",
    "nuts3",
    "iso",
    "postcode",
    "zip",
    "lat",
    "latitude",
    "lon",
    "lng",
    "longitude",
    "easting",
    "northing",
    "eastings",
    "northings",
    "rank",
    "ranking",
    "ranks",
    "position",
    "sort",
    "sortorder",
    "seq",
    "row",
    "line",
    "index0",
    "unnamed",
    "year",
    "years",
    "month",
    "months",
    "day",
    "week",
    "weeks",
    "quarter",
    "quarters",
    "date",
    "age",
    "ages",
    "phone",
    "telephone",
    "version",
];
/// Words that go with a number of counts without being another measure: `Offences (number), provisional`.
const PLAIN: [&str; 26] = [
    "of",
    "the",
    "in",
    "for",
    "and",
    "by",
    "a",
    "all",
    "number",
    "numbers",
    "no",
    "total",
    "totals",
    "count",
    "counts",
    "figure",
    "figures",
    "value",
    "provisional",
    "revised",
    "p",
    "r",
    "note",
    "notes",
    "final",
    "recorded",
];
/// Words that, right beside a year, say that its days are others than the whole of it: `Since 2018`.
const BESIDE: [&str; 37] = [
    "to",
    "since",
    "before",
    "after",
    "until",
    "till",
    "from",
    "date",
    "week",
    "wk",
    "weeks",
    "part",
    "half",
    "first",
    "last",
    "months",
    "month",
    "up",
    "only",
    "ongoing",
    "term",
    "terms",
    "quarter",
    "quarters",
    "days",
    "pre",
    "post",
    "between",
    "ending",
    "ended",
    "onwards",
    "onward",
    "beginning",
    "starting",
    "q",
    "h",
    "through",
];
/// Words that say so wherever they stand.
const ANYWHERE: [&str; 8] = ["ytd", "partial", "incomplete", "week", "wk", "todate", "interim", "rolling"];
/// Words of a heading that say that its figures were not counted in the year that it names.
const USES: [&str; 15] = [
    "act",
    "acts",
    "regulations",
    "published",
    "updated",
    "extracted",
    "downloaded",
    "projected",
    "projection",
    "projections",
    "forecast",
    "target",
    "targets",
    "planned",
    "estimated",
];
/// Words that say that a year names a law, a publication or a plan, and not what the figures cover.
const CITATIONS: [&str; 46] = [
    "act",
    "acts",
    "order",
    "orders",
    "regulation",
    "regulations",
    "directive",
    "bill",
    "section",
    "published",
    "publication",
    "publishing",
    "updated",
    "update",
    "released",
    "release",
    "downloaded",
    "extracted",
    "accessed",
    "created",
    "printed",
    "issued",
    "copyright",
    "©",
    "foi",
    "freedom",
    "ref",
    "reference",
    "request",
    "requested",
    "received",
    "response",
    "reply",
    "replied",
    "dated",
    "version",
    "census",
    "forecast",
    "projected",
    "projection",
    "target",
    "planned",
    "estimate",
    "boundaries",
    "since",
    "prices",
];
/// Words for what is there on a day, of which a date is no year.
const STOCK: [&str; 25] = [
    "officers",
    "workforce",
    "staff",
    "headcount",
    "fte",
    "ftes",
    "strength",
    "employees",
    "population",
    "stock",
    "caseload",
    "snapshot",
    "registered",
    "register",
    "vacancies",
    "vacant",
    "pupils",
    "roll",
    "prisoners",
    "dwellings",
    "beds",
    "waiting",
    "outstanding",
    "equivalents",
    "equivalent",
];

/// The words of a text in small letters, cut where a word of `camelCase` begins, and the signs that say something.
pub fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let (mut open, mut before) = (false, ' ');
    let letters: Vec<char> = text.chars().collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        if matches!(letter, '%' | '£' | '$' | '€' | '©') {
            words.push(letter.into());
            open = false;
        } else if letter.is_alphanumeric() {
            let next_small = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
            let hump = letter.is_uppercase() && (before.is_lowercase() || (before.is_uppercase() && next_small));
            if !open || hump {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(letter.to_lowercase());
            }
            open = true;
        } else if !matches!(letter, '\'' | '’') {
            open = false;
        }
        before = letter;
    }
    words
}

fn any(words: &[String], of: &[&str]) -> bool {
    words.iter().any(|word| of.contains(&word.as_str()))
}

/// What a heading says of its column.
pub fn named(heading: &str) -> Named {
    let words = words(heading);
    let last = words.last().map(String::as_str).unwrap_or_default();
    let follows = |a: &str, b: &str| words.windows(2).any(|pair| pair[0] == a && pair[1] == b);
    // `Number of years` would be a count, but `Reference number` and `Row number` are not.
    let numbered =
        ["reference", "row", "ref", "serial", "phone", "order", "case", "crime", "incident"].iter().any(|what| {
            follows(what, "number") || follows(what, "no") || follows(what, "ref") || follows(what, "reference")
        });
    if any(&words, &["rank", "ranking", "latitude", "longitude", "fips", "unnamed", "easting", "northing", "objectid"])
        || ["code", "codes", "id", "ids", "cd", "identifier"].contains(&last)
        || numbered
    {
        return Named::Label;
    }
    if any(&words, &DERIVED) {
        return Named::Derived;
    }
    if any(&words, &POPULATION) {
        return Named::Population;
    }
    if any(&words, &MONEY) {
        return Named::Money;
    }
    // `Number of weeks waited` counts; `Week` alone is a label.
    if any(&words, &COUNTS) || words.iter().any(|word| super::events::is_event(word)) {
        return Named::Counts;
    }
    if any(&words, &LABELS) || words.iter().all(|word| word.chars().all(|c| c.is_ascii_digit())) && words.len() == 1 {
        return Named::Label;
    }
    Named::Nothing
}

/// What is counted, by the rest of a heading that has a period in it: without numbers and the words that say nothing of
/// it or only more of the period.
pub fn subject(rest: &str) -> String {
    let time = |word: &str| BESIDE.contains(&word) || ANYWHERE.contains(&word) || ["year", "years"].contains(&word);
    let number = |word: &str| word.chars().all(|letter| letter.is_ascii_digit());
    let says = |word: &String| !PLAIN.contains(&word.as_str()) && !time(word) && !number(word);
    words(rest).into_iter().filter(says).collect::<Vec<_>>().join(" ")
}

/// The first word beside a period that doubts which days it means.
pub fn doubtful_time(beside: &[String; 2]) -> Option<String> {
    let [before, after] = beside.each_ref().map(|text| words(text));
    let mut near = before.last().into_iter().chain(after.first());
    let near = near.find(|word| BESIDE.contains(&word.as_str()));
    near.or(before.iter().chain(&after).find(|word| ANYWHERE.contains(&word.as_str()))).cloned()
}

/// The first word of a heading that says that its figures are of another year, or were not counted.
pub fn doubtful_use(rest: &str) -> Option<String> {
    words(rest).into_iter().find(|word| USES.contains(&word.as_str()))
}

/// The first word that says that a year names something else than what the figures cover.
pub fn citation(text: &str) -> Option<String> {
    words(text).into_iter().find(|word| CITATIONS.contains(&word.as_str()))
}

/// Whether a text is about what is there on a day, rather than what happens in a year.
pub fn is_stock(text: &str) -> bool {
    let words = words(text);
    any(&words, &STOCK) || words.windows(2).any(|pair| pair[0] == "as" && pair[1] == "at")
}

#[cfg(test)]
mod tests {
    use super::{Named, citation, doubtful_time, named, subject, words};

    #[test]
    fn words_are_words() {
        assert_eq!(words("CountyFIPS"), ["county", "fips"]);
        assert_eq!(words("OBS_VALUE"), ["obs", "value"]);
        assert_eq!(words("Rate (per 1,000)"), ["rate", "per", "1", "000"]);
        assert_eq!(words("GSSCode"), ["gss", "code"]);
    }

    #[test]
    fn a_heading_is_read_by_its_words() {
        for (heading, expected) in [
            ("Moderate", Named::Nothing),
            ("Registrations", Named::Nothing),
            ("Operations", Named::Nothing),
            ("CountyFIPS", Named::Label),
            ("State Code", Named::Label),
            ("Unnamed: 0", Named::Label),
            ("Longitude", Named::Label),
            ("Number of offences", Named::Counts),
            ("Deaths", Named::Counts),
            ("Row number", Named::Label),
            ("Pop", Named::Population),
            ("Popular visits", Named::Nothing),
            ("Mid-year estimate", Named::Population),
            ("Rate per 1,000", Named::Derived),
            ("% change", Named::Derived),
            ("Increase", Named::Derived),
            ("Age", Named::Label),
            ("Cost (£)", Named::Money),
        ] {
            assert_eq!(named(heading), expected, "{heading}");
        }
    }

    #[test]
    fn what_is_left_of_a_heading_is_looked_at() {
        assert_eq!(subject("Offences number"), "offences");
        let beside = |before: &str, after: &str| doubtful_time(&[before.into(), after.into()]);
        assert_eq!(beside("", "YTD").as_deref(), Some("ytd"));
        assert_eq!(beside("Since", "").as_deref(), Some("since"));
        assert_eq!(beside("Referred to police", ""), None);
        assert_eq!(citation("Freedom of Information Act").as_deref(), Some("freedom"));
    }
}
