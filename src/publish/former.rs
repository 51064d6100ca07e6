//! What the program said once and says no longer: a newsroom's own words name messages by their English texts, so a file
//! that was sound before must be told what to write now.

/// Former messages, with those that took their place; none where nothing did. In each row every former message has the
/// same ones.
const FORMER: &[(&[&str], &[&str])] = &[
    (&["within the usual ups and downs", "Within"], &["within the usual range"]),
    (
        &["Beyond", "more than {0}’ figures usually move", "more than {0}’s figures usually move"],
        &["above the usual range", "below the usual range", "far above the usual range", "far below the usual range"],
    ),
    (&["{0}: much higher than {1} can explain at its size."], &["far above the usual range"]),
    (&["{0}: higher than {1} can explain at its size."], &["above the usual range"]),
    (&["{0}: {1} can explain that at its size."], &["within the usual range"]),
    (&["{0}: lower than {1} can explain at its size."], &["below the usual range"]),
    (&["{0}: much lower than {1} can explain at its size."], &["far below the usual range"]),
    (
        &["more than chance alone would explain", "More than chance alone would explain: {0}."],
        &["more than chance alone explains"],
    ),
    (
        &["no more than chance could explain", "Within what chance alone could explain: {0}."],
        &["within what chance alone explains"],
    ),
    (
        &[
            "Within the usual ups and downs of {0} {1}: {2}.",
            "Not clearly beyond the usual ups and downs when {0} {1} are compared at once: {2}.",
            "More than the usual ups and downs of {0} {1}. Allowing for those and for chance: {2}.",
        ],
        &["{0}: {1} of this size usually moved {2}."],
    ),
    (&["Too few to say whether this is more than chance."], &["Too few to say whether that is usual."]),
    (
        &[
            "{0} for every 100,000 people, more than the rest of {1} ({2})",
            "{0} for every 100,000 people, similar to the rest of {1} ({2})",
            "{0} for every 100,000 people, fewer than the rest of {1} ({2})",
        ],
        &["{0}: {1} of this size usually have {2}."],
    ),
    (
        &[
            "{0} for every 100,000 people.",
            "{0}: {1} for every 100,000 people.",
            "{0}: {3} for every 100,000 people, {1} {2} at its size",
        ],
        &["{0} for every 100,000 people"],
    ),
    (&["{0}: recorded {1} {2} by {3}, {4}"], &["{0}: recorded {1} {2} by {3}"]),
    (
        &["None of the chosen {0} with figures stands out at its size"],
        &["Rates in the {0} chosen {1} that can be compared are {2}"],
    ),
    (
        &["None of the {0} chosen {1} stands out at its size"],
        &["Rates in all {0} chosen {1} are {2}", "Rates in both {0} are {1}"],
    ),
    (
        &["{0}: place {1} of {2}, highest first."],
        &[
            "{0}: place {1} of {2}, highest first; chance alone leaves no other open.",
            "{0}: place {1} of {2}, highest first; chance and the usual changes leave no other open.",
        ],
    ),
    (&["Line: all {0} {1} taken together, {2}."], &["Line: what {0} {1} have in common, {2}."]),
    (
        &["Bands: where 95 and 99.8 of 100 {1} lie if {0} set them apart."],
        &["Bands: where 95 and 99.8 of 100 {0} of each size usually lie."],
    ),
    (&["chance and the usual ups and downs allow"], &["is usual at each size"]),
    (&["By chance alone (95%)"], &["Did it change at all? By chance alone (95%)"]),
    (&["Allowing for the usual ups and downs (95%)"], &["Usual change (95%)"]),
    (&["Beyond or within the usual"], &["The change is"]),
    (
        &[
            "About 95 in 100 such lines hold the true level, if each of the {0} was recorded apart from the others. That is \
           what “95%” means. “By chance alone” is the same kind of range for a change.",
        ],
        &[
            "About 95 in 100 such lines hold the true level, if each of the {0} was recorded apart from the others. That is \
           what “95%” means.",
        ],
    ),
    (
        &[
            "Real figures move more than that. So we look at how the {0} {1} with figures for both periods usually move. A \
           change is “more than the usual ups and downs” only when it stands out from that. At most about one in twenty of \
           these should be wrong.",
        ],
        &[
            "Real figures move more than that. So each {0} is held against what {1} {2} did. The usual range holds 95 of 100 \
           of its size. About 1 in 20 lie outside by chance: here about {3}. Far outside lie 2 in 1,000.",
        ],
    ),
    (
        &[
            "Real figures move more than that. Fewer than ten {0} say too little about how much more. So the words rest on \
           chance alone: read them with caution.",
        ],
        &[
            "Real figures move more than that. Fewer than ten {0} say too little about how much more. So the words rest on \
           chance alone, which is the least that figures vary: read them with caution.",
        ],
    ),
    (
        &[
            "The rest of the nation is the nation without the area that is compared with it. A place in the order comes with \
           the other places that chance leaves open.",
        ],
        &[
            "The rest of the nation is the nation without the area that is compared with it. A place in the order comes with \
           the other places that are open to it.",
        ],
    ),
    (
        &[
            "For statisticians: counts and rates have exact Poisson limits (Garwood 1936), shares Wilson limits (1927), parts \
           of a total Goodman limits (1965), changes conditional mid-p intervals, all at 95%. Verdicts allow for additive \
           overdispersion (Spiegelhalter 2005), with the false discovery rate held at 5% (Benjamini and Hochberg 1995). \
           Bands are control limits (Spiegelhalter 2005). Places follow Goldstein and Spiegelhalter (1996), to within a \
           place or so.",
        ],
        &[
            "For statisticians: counts and rates have exact Poisson limits (Garwood 1936), shares Wilson limits (1927), parts \
           of a total Goodman limits (1965), changes conditional mid-p intervals, all at 95%. The usual range is what a \
           random-effects model on the log scale predicts for an area of its size, at 95% and 99.8%: Poisson variance and \
           the variance between areas (Paule and Mandel 1982), after areas beyond the 99.8% prediction of the others are \
           set aside. With fewer than ten areas it is what a mid-p test of chance alone does not reject. Places follow \
           Goldstein and Spiegelhalter (1996), with half the variance between changes, to within a place or so.",
        ],
    ),
    (
        &[
            "The chosen {0} does not stand out at its size",
            "{0}: a change {1} {2} at its size",
            "{0}: {3}, {1} {2} at its size",
            "than is usual",
            "than chance alone can explain",
            "higher",
            "more",
            "lower",
            "fewer",
            "Its change",
            "chance and the usual differences between {0}",
            "chance alone",
        ],
        &[],
    ),
];

/// Says what took the place of a former message; `None` for a text that never was one.
pub fn former(message: &str) -> Option<String> {
    let (_, now) = FORMER.iter().find(|(former, _)| former.contains(&message))?;
    Some(match now {
        [] => format!("“{message}” is no longer said, and nothing takes its place: take it out"),
        [now] => format!("“{message}” is now “{now}”: put your words for that in its place"),
        many => {
            let many: Vec<_> = many.iter().map(|now| format!("“{now}”")).collect();
            format!("“{message}” is now one of {}: put your words for those in its place", many.join(", "))
        }
    })
}

/// Every former message, with the messages of today that took its place.
pub fn former_messages() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    FORMER.iter().flat_map(|(former, now)| former.iter().map(move |message| (*message, *now)))
}
