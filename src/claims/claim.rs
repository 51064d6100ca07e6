//! Decides what each figure of a sentence claims, from the words around it alone, before the data are looked at.

use super::figure::{PrintedFigure, Unit};
use super::judge::Hedge;
use super::lexicon::{days, hedge_after, hedge_before};
use super::line::Line;
use super::movement::{COMPARATIVES, ChangeDirection, direction, is_change_noun};
use super::rank::RankMention;
use super::token::{Text, TokenKind};
use super::vocabulary::WordClass;

/// The kind of a claim.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ClaimKind {
    /// So many were recorded.
    Count,
    /// More or fewer by so many.
    ChangeCount,
    /// More or fewer by so many per cent.
    ChangePerCent,
    /// More or fewer by a part: `rose by a quarter`.
    ChangeFraction,
    /// More or fewer by so many percentage points.
    Points,
    SharePerCent,
    ShareFraction,
    /// So many times as many.
    Multiple,
    /// `every 23 minutes`: one in so many units of time, each of so many days.
    Every(f64),
    /// `72 a day`: so many in a unit of time of so many days.
    PerTime(f64),
    /// `179 per 100,000`: so many for so many people.
    PerHead(f64),
    /// `three of the four Welsh forces`: so many of so many areas.
    OfAreas(f64),
    /// `the second highest`: a place in an order.
    Rank {
        highest: bool,
        place: usize,
        change: Option<bool>,
        record: bool,
    },
}

/// Which of two compared figures a count is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Alone,
    /// `from 118`, `compared with 118`, `up from 118`.
    Earlier,
    /// `to 200`.
    Later,
}

/// One checkable statement.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub kind: ClaimKind,
    /// Its tokens, hedge and verb included.
    pub start: usize,
    pub end: usize,
    /// The tokens of the number itself.
    pub figure: std::ops::Range<usize>,
    pub value: f64,
    pub step: f64,
    pub hedge: Hedge,
    /// `above 556 in 2019`: the hedge may only say how another figure compares with this one.
    pub compares: bool,
    pub direction: Option<ChangeDirection>,
    pub role: Role,
    pub money: bool,
    pub in_words: bool,
    /// `63 per cent of 41,246`: the place of the whole among the claims of the sentence.
    pub whole: Option<usize>,
}

/// The claims of a sentence, in order.
pub(super) fn claims(text: &Text, line: &Line) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for (at, figure) in line.figures.iter().enumerate() {
        let before = at.checked_sub(1).map_or(line.tokens.start, |before| line.figures[before].end);
        let claim = of_figure(text, line, figure, before, &claims);
        if !picks_out(text, &claim) {
            claims.push(claim);
        }
    }
    for (figure, unit) in &line.every {
        let mut claim = plain(figure, ClaimKind::Every(*unit));
        claim.step = if figure.value >= 100.0 { figure.grain() } else { figure.step };
        let from = claim.start;
        claim.hedge = hedge_inside(text, figure).unwrap_or(Hedge::None);
        let around = hedge_before(text, from, line.tokens.start).filter(|(_, hedge)| *hedge == Hedge::About);
        let after = hedge_after(text, claim.end).filter(|(_, hedge)| *hedge == Hedge::About);
        // "on average one every …", "every 23 minutes on average".
        let average = (from.saturating_sub(6)..from).any(|at| {
            at >= line.tokens.start
                && text.is(at, &["average", "averaging", "equivalent", "about", "roughly", "around"])
        });
        if claim.hedge == Hedge::None && (around.is_some() || after.is_some() || average) {
            claim.hedge = Hedge::About;
        }
        claims.push(claim);
    }
    for (figure, of) in &line.of_areas {
        claims.push(plain(figure, ClaimKind::OfAreas(*of)));
    }
    for RankMention { start, end, highest, place, change, record } in line.ranks.iter().cloned() {
        let figure = PrintedFigure { start, end, value: place as f64, step: 1.0, unit: Unit::Plain, in_words: true };
        claims.push(plain(&figure, ClaimKind::Rank { highest, place, change, record }));
    }
    claims.sort_by_key(|claim| claim.start);
    for at in 0..claims.len() {
        let next = claims[at].figure.end;
        if matches!(claims[at].kind, ClaimKind::SharePerCent | ClaimKind::ShareFraction) && text.is(next, &["of"]) {
            let whole = claims.iter().position(|whole| {
                whole.kind == ClaimKind::Count
                    && (whole.start == next + 1
                        || whole.figure.start == next + 1
                        || whole.figure.start == next + 2 && text.is(next + 1, &["the", "all", "some"]))
            });
            claims[at].whole = whole;
        }
    }
    claims
}

/// `trusts with at least 500 arrivals`, `aim for 95 per cent`: a number that says which are meant, or what is wanted.
fn picks_out(text: &Text, claim: &Claim) -> bool {
    let before = |back: usize, words: &[&str]| text.is(claim.start.wrapping_sub(back), words);
    let which = claim.hedge != Hedge::None
        && before(1, &["with", "having"])
        && super::lexicon::AREAS.contains(&text.word(claim.start.wrapping_sub(2)));
    let wanted = before(1, &["for", "at"]) && before(2, &["aim", "aims", "aimed", "aiming"])
        || before(1, &["of"]) && before(2, &["target", "goal", "threshold"]);
    which || wanted
}

fn hedge_inside(text: &Text, figure: &PrintedFigure) -> Option<Hedge> {
    (figure.start + 1..figure.end).find_map(|at| hedge_before(text, at, figure.start)).map(|(_, hedge)| hedge)
}

fn plain(figure: &PrintedFigure, kind: ClaimKind) -> Claim {
    Claim {
        kind,
        start: figure.start,
        end: figure.end,
        figure: figure.start..figure.end,
        value: figure.value,
        step: figure.step,
        hedge: Hedge::None,
        compares: false,
        direction: None,
        role: Role::Alone,
        money: figure.unit == Unit::Money,
        in_words: figure.in_words,
        whole: None,
    }
}

/// Decides what one figure claims; `before` is where the figure before it ends.
fn of_figure(text: &Text, line: &Line, figure: &PrintedFigure, before: usize, others: &[Claim]) -> Claim {
    let last = others.last();
    let mut claim = plain(figure, ClaimKind::Count);
    // The hedge, with an article or "by" between: "almost a quarter", "nearly three per cent".
    let mut left = figure.start;
    if let Some((start, hedge)) = hedge_before(text, left, before) {
        (left, claim.hedge, claim.start) = (start, hedge, start);
        let words = ["above", "below", "over", "under", "exceeding"];
        let than = !others.is_empty() && text.is(figure.start - 1, &["than"]);
        claim.compares = than || text.is(figure.start - 1, &words) && !text.is(figure.start.wrapping_sub(2), &["just"]);
        if let Some((start, Hedge::About)) = hedge_before(text, left, before) {
            left = start;
        }
    } else if let Some((end, hedge)) = hedge_after(text, figure.end) {
        (claim.hedge, claim.end) = (hedge, end);
    }
    claim.step = match figure.unit {
        Unit::Plain | Unit::Money => figure.grain(),
        _ => figure.step,
    };
    let cue = change_cue(text, figure, left, before, line, last)
        .or_else(|| bracketed(text, figure, left, others))
        .or_else(|| gapped(text, line, figure, left, others));
    claim.kind = match figure.unit {
        Unit::PerCent | Unit::Points | Unit::Fraction => match (&cue, figure.unit) {
            (_, Unit::Points) => ClaimKind::Points,
            (Some(_), Unit::PerCent) => ClaimKind::ChangePerCent,
            (Some(_), _) => ClaimKind::ChangeFraction,
            (None, Unit::PerCent) => ClaimKind::SharePerCent,
            (None, _) => ClaimKind::ShareFraction,
        },
        Unit::Times => ClaimKind::Multiple,
        Unit::Plain | Unit::Money => match &cue {
            Some(cue) if cue.per_cent => ClaimKind::ChangePerCent,
            Some(_) => ClaimKind::ChangeCount,
            None => rate(text, line, figure),
        },
    };
    if let Some(cue) = cue {
        claim.direction = cue.direction;
        claim.start = claim.start.min(cue.start);
        claim.end = claim.end.max(cue.end);
    }
    if matches!(claim.kind, ClaimKind::Count | ClaimKind::SharePerCent) {
        claim.role = role(text, left, before, last.is_some());
    }
    claim
}

/// The kind of a plain number: a rate, such as so many a day or per 100,000, or else a count.
fn rate(text: &Text, line: &Line, figure: &PrintedFigure) -> ClaimKind {
    let next_figure =
        line.figures.iter().map(|other| other.start).find(|start| *start >= figure.end).unwrap_or(line.tokens.end);
    let close = |start: usize| start >= figure.end && start <= figure.end + 8 && start <= next_figure;
    if let Some((_, per)) = line.per_head.iter().find(|(start, _)| close(*start) && *start < figure.end + 6) {
        return ClaimKind::PerHead(*per);
    }
    let mut at = figure.end;
    while at < next_figure.min(figure.end + 12).min(line.tokens.end) {
        if text.get(at).kind == TokenKind::Sign && !text.is(at, &["-", "‑"]) {
            break;
        }
        // "2,600 in a month" is no rate.
        let within = text.is(at.wrapping_sub(1), &["in", "within", "for", "over", "of"]);
        let unit = match (text.word(at), text.word(at + 1)) {
            _ if within => None,
            ("a" | "per" | "every" | "each", unit @ ("day" | "week" | "month" | "hour" | "minute")) => days(unit),
            ("daily", _) => Some(1.0),
            _ => None,
        };
        if let Some(unit) = unit {
            return ClaimKind::PerTime(unit);
        }
        at += 1;
    }
    // "an average of 72 a day" is found above; "a daily average of 72" here.
    let back = figure.start.saturating_sub(4).max(line.tokens.start);
    match (back..figure.start)
        .find(|&at| text.is(at, &["daily", "weekly", "monthly", "hourly"]) && text.is(at + 1, &["average", "rate"]))
    {
        Some(at) if text.word(at) == "daily" => ClaimKind::PerTime(1.0),
        Some(at) if text.word(at) == "weekly" => ClaimKind::PerTime(7.0),
        Some(at) if text.word(at) == "monthly" => ClaimKind::PerTime(365.25 / 12.0),
        Some(_) => ClaimKind::PerTime(1.0 / 24.0),
        None => ClaimKind::Count,
    }
}

/// The words that make a number a change.
struct Cue {
    direction: Option<ChangeDirection>,
    start: usize,
    end: usize,
    /// `10 per cent in A and 7 in B`: the unit stands with another figure.
    per_cent: bool,
}

/// `from 960 to 902 (6 per cent)`: a percentage in brackets behind two figures, or behind a change, is their change.
fn bracketed(text: &Text, figure: &PrintedFigure, left: usize, others: &[Claim]) -> Option<Cue> {
    let sign = usize::from(text.is(left.wrapping_sub(1), &["+", "−", "-"]));
    let start = left - sign;
    let inside = text.is(start.wrapping_sub(1), &["("]) && text.is(figure.end, &[")", ","]);
    if !inside || figure.unit != Unit::PerCent {
        return None;
    }
    let last = others.last()?;
    let two = match others {
        [.., first, last] => [first.role, last.role],
        _ => [Role::Alone; 2],
    };
    let pair = two == [Role::Earlier, Role::Later] || two == [Role::Later, Role::Earlier];
    let signed = match text.word(left.wrapping_sub(1)) {
        "+" => Some(ChangeDirection::Up),
        "−" | "-" => Some(ChangeDirection::Down),
        _ => None,
    };
    let direction = if last.kind == ClaimKind::ChangeCount {
        last.direction
    } else if pair {
        let first = others[others.len() - 2].start;
        let verbs = (first.saturating_sub(14)..first).rev();
        verbs.map(|at| direction(text.word(at))).find(Option::is_some).flatten()
    } else if signed.is_some() && last.kind == ClaimKind::Count && last.end + 12 >= start {
        signed
    } else {
        return None;
    };
    Some(Cue { direction: signed.or(direction), start: figure.start, end: figure.end, per_cent: false })
}

/// `rose by 10 per cent in A and 7 per cent in B`, `by 10 per cent in A, 7 in B and 4 in C`, `officers by 5 per cent
/// and burglaries by 10`: the verb of the change before it, left out.
fn gapped(text: &Text, line: &Line, figure: &PrintedFigure, left: usize, others: &[Claim]) -> Option<Cue> {
    let of = others.iter().rposition(|other| matches!(other.kind, ClaimKind::ChangePerCent))?;
    let (change, last) = (&others[of], others.last()?);
    let levels = others[of + 1..].iter().all(|other| other.kind == ClaimKind::Count && other.role == Role::Later);
    let gap = last.end.max(last.figure.end)..left;
    let named = |at: usize| {
        line.areas.iter().any(|mention| mention.start <= at && at < mention.end)
            || line.periods.iter().any(|named| named.start <= at && at < named.end)
    };
    let joins = |at: usize| text.is(at, &[",", "and", "with", "against"]);
    let plain = |at: usize| {
        let class = text.get(at).class;
        let quiet =
            !matches!(class, WordClass::Verb | WordClass::Saying | WordClass::Derived | WordClass::Subordinator)
                && !text.is(at, &["were", "was", "are", "is", "had", "has", "have", "than", "of"])
                && direction(text.word(at)).is_none();
        named(at) || joins(at) || text.get(at).kind == TokenKind::Word && quiet
    };
    let links = levels && gap.len() <= 14 && gap.clone().any(joins) && gap.clone().all(plain);
    // "… and 30 per cent involved violence" says something else.
    let next = text.get(figure.end);
    let ends = next.kind == TokenKind::Sign
        || text.is(figure.end, &["in", "to", "on", "from", "for", "at", "and", "over", "respectively"])
        || figure.end >= line.tokens.end;
    let per_cent = figure.unit == Unit::Plain;
    // Without its unit, the figure has to stand as the one before it stands.
    let alike = !per_cent
        || text.is(figure.end, &["in"])
            && text.is(change.figure.end, &["in"])
            && gap.clone().any(named)
            && gap.clone().all(|at| named(at) || text.is(at, &["in", "the", ",", "and", "by"]));
    let unit = matches!(figure.unit, Unit::PerCent | Unit::Plain);
    (links && ends && alike && unit).then_some(Cue {
        direction: change.direction,
        start: figure.start,
        end: figure.end,
        per_cent,
    })
}

fn change_cue(
    text: &Text,
    figure: &PrintedFigure,
    left: usize,
    before: usize,
    line: &Line,
    last: Option<&Claim>,
) -> Option<Cue> {
    let relative = matches!(figure.unit, Unit::PerCent | Unit::Fraction | Unit::Points);
    cue_behind(text, figure, relative).or_else(|| cue_before(text, figure, left, before, relative)).or_else(|| {
        // "a rise of 486, or 19.6 per cent": the same change in other words.
        if let Some(last) = last.filter(|last| matches!(last.kind, ClaimKind::ChangeCount | ClaimKind::ChangePerCent)) {
            let gap = last.end..left;
            let other = relative != (last.kind == ClaimKind::ChangePerCent);
            let says_again = (1..=3).contains(&gap.len())
                && gap.clone().all(|at| text.is(at, &[",", "or", "(", "–", "about"]))
                && gap.clone().any(|at| text.is(at, &["or", "(", "–"]));
            if other && says_again {
                return Some(Cue { direction: last.direction, start: figure.start, end: figure.end, per_cent: false });
            }
        }
        // "rose by 12.5% and 36%": a percentage joined to a change is a change too.
        let last = last.filter(|last| matches!(last.kind, ClaimKind::ChangePerCent) && relative)?;
        let gap = last.end..left;
        let joined = gap.len() <= 2 && !gap.is_empty() && gap.clone().all(|at| text.is(at, &["and", ",", "by"]));
        let respectively = text.is(figure.end, &["respectively"]);
        (joined || respectively && last.end >= line.tokens.start && gap.len() <= 2).then_some(Cue {
            direction: last.direction,
            start: figure.start,
            end: figure.end,
            per_cent: false,
        })
    })
}

/// `66 per cent more`, `an 11 per cent rise`, `82 fewer than`.
fn cue_behind(text: &Text, figure: &PrintedFigure, relative: bool) -> Option<Cue> {
    let article = usize::from(text.is(figure.start.wrapping_sub(1), &["a", "an", "the"]));
    for at in figure.end..figure.end + 3 {
        let word = text.word(at);
        let noun = is_change_noun(word) && !text.is(at, &["cut"]);
        // "10 fewer offences than": the count itself is compared; "10 more were" is not.
        let compares = COMPARATIVES.contains(&word)
            && (relative
                || (at + 1..at + 6).any(|next| text.is(next, &["than"]))
                || text.get(at + 1).kind == TokenKind::Sign && text.is(at, &["more", "fewer", "less"]));
        // "18 per cent of the rise" is a share; "up to" goes on to another number.
        let goes_on = text.is(at, &["up", "down"]) && text.is(at + 1, &["to", "from"]) && !relative
            || text.is(at, &["above", "below"]) && !relative;
        if at == figure.end && compares && !goes_on
            || noun && (relative || text.is(at + 1, &["in", "on", "from", "compared"]))
        {
            return Some(Cue {
                direction: direction(word),
                start: figure.start - article,
                end: at + 1,
                per_cent: false,
            });
        }
        let filler = text.is(
            at,
            &[
                "-",
                "year",
                "on",
                "annual",
                "overall",
                "yearly",
                "percentage",
                "sharp",
                "steep",
                "slight",
                "further",
                "national",
                "average",
                "month",
            ],
        );
        if !filler {
            break;
        }
    }
    // "18 per cent year-on-year increase".
    let at = figure.end + 5;
    let year_on_year =
        text.is(figure.end, &["year"]) && text.is(figure.end + 2, &["on"]) && relative && is_change_noun(text.word(at));
    year_on_year.then(|| Cue {
        direction: direction(text.word(at)),
        start: figure.start - article,
        end: at + 1,
        per_cent: false,
    })
}

/// `rose by 66 per cent`, `an increase of 66 per cent`, `up 30 percent`.
fn cue_before(text: &Text, figure: &PrintedFigure, left: usize, before: usize, relative: bool) -> Option<Cue> {
    let back = |at: usize| at.checked_sub(1).filter(|at| *at >= before);
    let mut at = back(left)?;
    // "by just over", "of only": adverbs between.
    const ADVERBS: [&str; 14] = [
        "just", "only", "a", "an", "another", "further", "roughly", "exactly", "even", "by", "sharply", "slightly",
        "the", "as",
    ];
    let mut by = false;
    let mut skipped = 0;
    while (ADVERBS.contains(&text.word(at))
        || text.word(at).ends_with("ly")
        || direction(text.word(at)).is_some() && text.is(at, &["more", "less"]))
        && skipped < 4
    {
        by |= text.is(at, &["by"]);
        (at, skipped) = (back(at)?, skipped + 1);
    }
    let word = text.word(at);
    // "made up three-quarters" is a share.
    if word == "up" && text.is(at.wrapping_sub(1), &["made", "make", "makes", "making", "taken", "took", "takes"]) {
        return None;
    }
    if word == "of" && !by {
        // "an increase of", "a rise in offences of"
        let reach = at.saturating_sub(1).max(before)..at;
        let noun = reach.rev().find(|&at| is_change_noun(text.word(at)))?;
        let article =
            (noun.saturating_sub(3)..noun).find(|&at| at >= before && text.is(at, &["a", "an"])).unwrap_or(noun);
        return Some(Cue { direction: direction(text.word(noun)), start: article, end: figure.end, per_cent: false });
    }
    if relative && matches!(word, "was" | "is" | "being" | "equals" | "represents") {
        // "The rise was 2.0 per cent".
        let noun = (at.saturating_sub(2).max(before)..at).rev().find(|&at| is_change_noun(text.word(at)))?;
        return Some(Cue {
            direction: direction(text.word(noun)),
            start: left.min(figure.start),
            end: figure.end,
            per_cent: false,
        });
    }
    let found = direction(word).is_some() && !text.is(at, &["more", "less", "higher", "lower", "fewer", "greater"]);
    if found && (relative || by) {
        // The verb touches the number, unlike in "drop to 12 per cent".
        return Some(Cue { direction: direction(word), start: at, end: figure.end, per_cent: false });
    }
    if by {
        // "reduced the number of thefts by 12 per cent", "up in Kent by 40": the verb within the clause.
        let reach = at.saturating_sub(8).max(before)..at + 1;
        let verb =
            reach.rev().take_while(|&at| text.get(at).kind != TokenKind::Sign || text.is(at, &["-"])).find(|&at| {
                direction(text.word(at)).is_some()
                    && !text.is(at, &["more", "higher", "lower", "greater", "less", "fewer"])
            })?;
        return Some(Cue {
            direction: direction(text.word(verb)),
            start: left.min(figure.start),
            end: figure.end,
            per_cent: false,
        });
    }
    None
}

/// Which of two compared figures a count is, from the words before it: back to the figure before, or to the start of
/// the sentence if it is the first.
fn role(text: &Text, left: usize, before: usize, follows: bool) -> Role {
    let word = |back: usize| left.checked_sub(back).filter(|at| *at >= before).map_or("", |at| text.word(at));
    let skip = if matches!(word(1), "the" | "just" | "only" | "a" | "its" | "some") { 1 } else { 0 };
    let (first, second) = (word(1 + skip), word(2 + skip));
    match (first, second) {
        ("from", _) | ("against", _) => Role::Earlier,
        ("with" | "to", "compared" | "compares" | "compare" | "comparing" | "comparison") => Role::Earlier,
        ("on" | "than", _) if skip == 1 => Role::Earlier,
        ("to", _) => {
            let reach = (1..14).take_while(|back| !word(*back).is_empty());
            let verb = reach.clone().any(|back| {
                direction(word(back)).is_some() || word(back) == "from" || matches!(word(back), "went" | "gone")
            });
            // "from 118 to 200": the figure before this one ends the reach.
            let from = left.checked_sub(1).is_some_and(|at| at >= before && at < before + 6 && follows);
            if verb || from { Role::Later } else { Role::Alone }
        }
        _ => Role::Alone,
    }
}
