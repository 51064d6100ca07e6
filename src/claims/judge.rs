//! Decides whether a printed number can stand for a recomputed one, given how both are rounded and what hedges allow.
//!
//! Every tolerance is here, so that a desk can change them. People read hedges in about three ways, below, above and
//! around (Ferson and others 2015), so there are three families of hedges rather than a tolerance for each word. Three
//! tolerances are choices of this project: "about" allows a tenth, "almost doubled" begins at one and a half, and a
//! multiple may be off by a quarter either way.

use super::range::Range;

/// The verdict on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimVerdict {
    /// The figures say exactly that.
    Verified,
    /// The figures say that, rounded or within its hedge.
    RoundedRight,
    /// The figures say something else.
    Contradicted,
    /// The figures do not say, or it is not certain what the claim is about.
    NotCheckable,
}

/// How a number is softened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hedge {
    /// Not at all.
    None,
    /// `more than`.
    MoreThan,
    /// `at least`.
    AtLeast,
    /// `fewer than`.
    LessThan,
    /// `just over`.
    JustOver,
    /// `just under`.
    JustUnder,
    /// `almost`, `nearly`: from below only.
    Almost,
    /// `about`.
    About,
    /// `up to`.
    UpTo,
}

/// `about` allows this part of the number, either way.
const ABOUT: f64 = 0.10;
/// `almost` begins at this part of the number.
const ALMOST: f64 = 0.90;
/// A multiple may be off by this much either way.
const MULTIPLE: f64 = 0.25;
/// `almost doubled` begins this far below two.
const ALMOST_MULTIPLE: f64 = 0.5;
/// Beyond this many times the number, "more than" is right only by a stretch.
const FAR_MORE: f64 = 1.5;
/// Beyond this many times, no reader would say "more than": the figure is of something else, or wrong.
const TOO_FAR: f64 = 2.5;
/// `just over` allows this part of the number.
const JUST: f64 = 0.1;

/// How a printed number compares with the recomputed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Exact,
    Rounded,
    /// Cut off instead of rounded.
    Truncated,
    /// Its hedge allows it only by a stretch.
    Stretched,
    /// Its hedge allows it in logic, but nobody would say so.
    Beyond,
    /// The printed number cannot stand for it.
    Off,
}

impl Match {
    pub fn is_right(self) -> bool {
        !matches!(self, Self::Off | Self::Beyond)
    }

    pub fn verdict(self) -> ClaimVerdict {
        match self {
            Self::Exact => ClaimVerdict::Verified,
            Self::Rounded | Self::Truncated | Self::Stretched => ClaimVerdict::RoundedRight,
            Self::Off => ClaimVerdict::Contradicted,
            Self::Beyond => ClaimVerdict::NotCheckable,
        }
    }
}

/// Slack for the last bits of a division.
fn slack(value: f64) -> f64 {
    1e-9 * value.abs().max(1.0)
}

/// Compares a printed number, whose last digit is worth `step`, with the recomputed one.
pub(super) fn number(found: Range, claimed: f64, step: f64, hedge: Hedge) -> Match {
    let near = slack(claimed);
    // "More than 241" of 241 is careless, but nobody would correct it.
    let strict = matches!(hedge, Hedge::MoreThan | Hedge::LessThan | Hedge::JustOver | Hedge::JustUnder);
    if strict && found.is_exact() && (found.value - claimed).abs() <= near {
        return Match::Beyond;
    }
    let just = (JUST * claimed).max(step) + near;
    // "Some 812" is not 741: a number that is not round is near.
    let about = (ABOUT * claimed).min(2.5 * roundness(claimed).max(step));
    match hedge {
        Hedge::None => rounded(found, claimed, step),
        Hedge::MoreThan if found.high > claimed + near => far(found.low, claimed),
        Hedge::AtLeast if found.high >= claimed - near => far(found.low, claimed),
        Hedge::LessThan if found.low < claimed - near => far(claimed, found.high.max(slack(0.0))),
        Hedge::JustOver if found.high > claimed + near && found.low <= claimed + just => Match::Rounded,
        Hedge::JustUnder if found.low < claimed - near && found.high >= claimed - just => Match::Rounded,
        Hedge::JustOver if found.high > claimed + near => Match::Beyond,
        Hedge::JustUnder if found.low < claimed - near => Match::Beyond,
        Hedge::UpTo if found.low <= claimed + near => Match::Rounded,
        Hedge::Almost if found.low <= claimed + step / 2.0 + near && found.high >= ALMOST * claimed - near => {
            Match::Rounded
        }
        Hedge::About if found.low <= claimed + about + near && found.high >= claimed - about - near => Match::Rounded,
        Hedge::About => rounded(found, claimed, step),
        _ => Match::Off,
    }
}

/// How far the larger of two numbers stretches a hedge on the smaller.
fn far(large: f64, small: f64) -> Match {
    if large > small * TOO_FAR {
        Match::Beyond
    } else if large > small * FAR_MORE {
        Match::Stretched
    } else {
        Match::Rounded
    }
}

/// The largest power of ten that a number is a multiple of, and at least one.
fn roundness(value: f64) -> f64 {
    let mut round = 1.0;
    while value > 0.0 && value % (round * 10.0) == 0.0 {
        round *= 10.0;
    }
    round
}

/// How far a number stretches a hedge, by how much it is off and how much is well.
fn beyond(off: f64, well: f64) -> Match {
    if off > 2.0 * well {
        Match::Beyond
    } else if off > well {
        Match::Stretched
    } else {
        Match::Rounded
    }
}

fn rounded(found: Range, claimed: f64, step: f64) -> Match {
    let near = slack(claimed);
    if found.is_exact() && (found.value - claimed).abs() <= near {
        return Match::Exact;
    }
    // A five at the end may be rounded up or down.
    if found.high >= claimed - step / 2.0 - near && found.low <= claimed + step / 2.0 + near {
        return Match::Rounded;
    }
    // "28 a day" of 28.9 is cut off.
    let cut = (found.value / step + 1e-9).floor() * step;
    if found.value > 0.0 && step <= 1.0 && (cut - claimed).abs() <= near { Match::Truncated } else { Match::Off }
}

/// Compares a part of a whole in plain words, which is right only if no common part is nearer.
pub(super) fn fraction(found: Range, claimed: f64, hedge: Hedge) -> Match {
    // Without sixths and eighths, which are rare: only a claim of an eighth is compared with one.
    const COMMON: [f64; 12] = [0.1, 0.2, 0.25, 1.0 / 3.0, 0.4, 0.5, 0.6, 2.0 / 3.0, 0.75, 0.8, 0.9, 1.0];
    let distance = |part: f64| (found.value - part).abs();
    let nearest =
        COMMON.into_iter().fold(claimed, |best, part| if distance(part) < distance(best) { part } else { best });
    let close = (nearest - claimed).abs() < 1e-9 && distance(claimed) <= 0.06 && distance(claimed) <= 0.25 * claimed;
    match hedge {
        Hedge::MoreThan | Hedge::AtLeast | Hedge::JustOver if found.high > claimed => {
            beyond(found.value - claimed, 0.1)
        }
        Hedge::LessThan | Hedge::UpTo | Hedge::JustUnder if found.low < claimed => beyond(claimed - found.value, 0.1),
        Hedge::Almost if close && found.low <= claimed + 0.005 => Match::Rounded,
        Hedge::None | Hedge::About if close => Match::Rounded,
        _ => Match::Off,
    }
}

/// Compares a multiple. One below 1 is compared by its inverse, so that "more than halved" means more than two.
pub(super) fn multiple(found: Range, claimed: f64, hedge: Hedge) -> Match {
    let (found, claimed) = match Range::exactly(1.0).over(found) {
        Some(inverse) if claimed < 1.0 => (inverse, 1.0 / claimed),
        _ => (found, claimed),
    };
    match hedge {
        Hedge::MoreThan | Hedge::AtLeast if found.high > claimed => beyond(found.low - claimed, 1.0),
        Hedge::JustOver if found.high > claimed => beyond(found.low - claimed, MULTIPLE),
        Hedge::LessThan | Hedge::JustUnder if found.low < claimed && found.high >= claimed - ALMOST_MULTIPLE => {
            Match::Rounded
        }
        Hedge::Almost if found.low <= claimed + 0.05 && found.high >= claimed - ALMOST_MULTIPLE => {
            if found.high < claimed - MULTIPLE { Match::Stretched } else { Match::Rounded }
        }
        Hedge::None | Hedge::About | Hedge::UpTo
            if found.low <= claimed + MULTIPLE && found.high >= claimed - MULTIPLE =>
        {
            if found.is_exact() && found.value == claimed { Match::Exact } else { Match::Rounded }
        }
        Hedge::About if found.low <= claimed * (1.0 + ABOUT) && found.high >= claimed * (1.0 - ABOUT) => Match::Rounded,
        _ => Match::Off,
    }
}
