//! What each claim is about, in the words of its sentence: the noun phrase behind the number, the subject of its
//! clause, or the phrase of a figure that it is linked with. Each is found by a named rule, tried in order.

use super::claim::{Claim, ClaimKind};
use super::line::Line;
use super::token::{Text, TokenKind};
use super::vocabulary::WordClass;

/// The rule that found what a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AboutRule {
    /// `902 burglaries`.
    OwnNoun,
    /// `burglaries rose by 12 per cent`.
    Subject,
    /// `902 burglaries, up from 840`: what the figure before it is about.
    Link,
    /// `That is a rise of 12 per cent`: what the sentence before it is about.
    Back,
    /// Nothing says.
    Unsaid,
}

impl AboutRule {
    /// The rule as reports name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnNoun => "noun behind the figure",
            Self::Subject => "subject of the clause",
            Self::Link => "linked with the figure before",
            Self::Back => "refers to the sentence before",
            Self::Unsaid => "no noun",
        }
    }
}

/// The words that say what a claim is about, by their places in the text.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// The noun with its modifiers, and what `of` or `for` adds to it.
    pub words: Vec<usize>,
    /// How many of the words stand with this claim; the others are those that it refers to.
    pub own: usize,
    /// The noun itself.
    pub head: Option<usize>,
    /// Words of other complements of this claim, which may narrow it: `at homes`, `involving knives`.
    pub extra: Vec<usize>,
    /// `712 of the burglaries`: a part of what is named.
    pub part: bool,
    pub rule: AboutRule,
}

impl About {
    fn unsaid() -> Self {
        Self { words: Vec::new(), own: 0, head: None, extra: Vec::new(), part: false, rule: AboutRule::Unsaid }
    }

    /// Whether the phrase names nothing itself, as `the figure` and `309 offences` do.
    fn points_back(&self, text: &Text) -> bool {
        let class = |at: &usize| text.get(*at).class;
        self.words.iter().all(|at| matches!(class(at), WordClass::Counting | WordClass::General))
    }
}

/// What each claim of each sentence is about.
pub(super) fn abouts(text: &Text, lines: &[Line], claims: &[Vec<Claim>]) -> Vec<Vec<About>> {
    // The last phrase that named something, with its sentence.
    let mut last: Option<(usize, About)> = None;
    let mut all = Vec::new();
    for (line, claims) in lines.iter().zip(claims) {
        let mut here: Vec<About> = Vec::new();
        for at in 0..claims.len() {
            let clause = ClaimClause { text, line, claims, at };
            let mut about = clause.about(&here);
            let near = last.as_ref().filter(|(sentence, _)| sentence + 3 >= line.sentence);
            // A phrase that names nothing means what was named last.
            let rate = matches!(claims[at].kind, ClaimKind::PerHead(_)) && !about.words.is_empty();
            if about.points_back(text)
                && !rate
                && let Some((sentence, named)) = near
            {
                let linked = *sentence == line.sentence && about.words.is_empty();
                let rule = match (about.rule, linked) {
                    (AboutRule::Unsaid, true) => AboutRule::Link,
                    (AboutRule::Unsaid, false) => AboutRule::Back,
                    (rule, _) => rule,
                };
                let back = about.rule != AboutRule::Unsaid || linked || clause.goes_on(*sentence);
                if back {
                    about.words.extend(&named.words);
                    about.head = named.head;
                    about.rule = rule;
                }
            }
            if !about.points_back(text) || near.is_none() && !about.words.is_empty() {
                last = Some((line.sentence, about.clone()));
            }
            here.push(about);
        }
        all.push(here);
    }
    all
}

/// A claim in its sentence.
struct ClaimClause<'a> {
    text: &'a Text<'a>,
    line: &'a Line,
    claims: &'a [Claim],
    at: usize,
}

impl ClaimClause<'_> {
    fn claim(&self) -> &Claim {
        &self.claims[self.at]
    }

    /// The class of a word where it stands: the first part of a compound says something whatever it is elsewhere, as in
    /// `first-time visits`.
    fn class(&self, at: usize) -> WordClass {
        let class = self.text.get(at).class;
        let joined =
            |at: usize| self.text.is(at, &["-", "‑"]) && self.text.get(at).joined && self.text.get(at + 1).joined;
        let compound = joined(at + 1) && self.text.get(at + 2).kind == TokenKind::Word;
        let usual =
            self.text.is(at + 2, &["on", "over", "recorded", "time", "digit", "breaking", "long", "year", "wide"])
                && !self.text.is(at, &["first"]);
        if class == WordClass::Neutral && compound && !usual || self.is_adjective(at, class) {
            return WordClass::Content;
        }
        class
    }

    /// `living donors`, `handled cases`: a verb's participle that stands before a noun, where no verb can stand. Words of
    /// recording say nothing there either.
    fn is_adjective(&self, at: usize, class: WordClass) -> bool {
        let (word, next) = (self.text.word(at), self.text.get(at + 1));
        let participle = class == WordClass::Verb && (word.ends_with("ing") || word.ends_with("ed"));
        let recording = ["recorded", "reported", "logged", "registered", "counted", "documented"].contains(&word);
        let leads = next.kind == TokenKind::Word && next.class == WordClass::Content && !next.capital;
        let before = self.text.get(at.wrapping_sub(1));
        let first = at == self.line.tokens.start
            || before.kind != TokenKind::Word
            || before.class == WordClass::Preposition
            || ["the", "a", "an", "more", "fewer"].contains(&before.word.as_str());
        participle && !recording && leads && first
    }

    /// The end of an area or a period that is named at a token.
    fn named(&self, at: usize) -> Option<usize> {
        let area = self.line.areas.iter().find(|mention| mention.start <= at && at < mention.end);
        let period = || self.line.periods.iter().find(|named| named.start <= at && at < named.end);
        area.map(|mention| mention.end).or_else(|| period().map(|named| named.end))
    }

    fn in_a_figure(&self, at: usize) -> bool {
        self.line.figures.iter().any(|figure| figure.start <= at && at < figure.end)
    }

    /// `9.4 per 100 pupils`: of whom it is a rate.
    fn is_denominator(&self, at: usize) -> bool {
        self.text.get(at.wrapping_sub(1)).kind == TokenKind::Number
            && self.text.is(at.wrapping_sub(2), &["per", "every", "each"])
    }

    /// `delays of more than two hours`: the unit and the number of a length that narrows what is counted.
    fn length(&self, at: usize) -> Option<[usize; 2]> {
        let unit = self.text.is(at, &["hour", "hours", "minute", "minutes", "days", "weeks", "months", "years"]);
        let number = at.checked_sub(1)?;
        let counts = self.text.get(number).kind == TokenKind::Number
            || crate::words::number_word(self.text.word(number)).is_some()
            || self.text.is(number, &["an"]);
        let of = (number.saturating_sub(4)..number).any(|at| self.text.is(at, &["of", "over", "than"]));
        let after = (number.saturating_sub(4)..number).any(|at| self.text.is(at, &["than", "over", "least", "under"]));
        (unit && counts && of && after && self.named(at).is_none()).then_some([number, at])
    }

    /// Where the next figure of the sentence begins.
    fn next(&self) -> usize {
        let end = self.claim().figure.end;
        let others = self.claims.iter().map(|other| other.figure.start).filter(|start| *start >= end);
        others.min().unwrap_or(self.line.tokens.end)
    }

    /// The rules, in order.
    fn about(&self, before: &[About]) -> About {
        let subject = || self.subject();
        let link = || {
            // A claim that begins where the one before it ends goes on from it.
            before.last().map(|last| {
                // "58 per cent (381 of 655)": the count beside a share is no share.
                let count = self.claim().kind == ClaimKind::Count;
                let kept = |at: &usize| !count || self.class(*at) != WordClass::Derived;
                let words = last.words.iter().copied().filter(kept).collect();
                About { words, own: 0, head: last.head, extra: Vec::new(), part: last.part, rule: AboutRule::Link }
            })
        };
        let mut about = self.own_noun().or_else(subject).or_else(link).unwrap_or_else(About::unsaid);
        // "Household waste accounted for 632,000 incidents": its subject says what they are.
        if about.rule == AboutRule::OwnNoun
            && about.points_back(self.text)
            && self.is_made_up()
            && let Some(subject) = self.subject()
        {
            about.own += subject.words.len();
            about.words.extend(subject.words);
            about.head = subject.head;
        }
        if about.rule != AboutRule::OwnNoun {
            let start = self.claim().end.max(self.claim().figure.end);
            about.extra = self.complements(start, false).1;
        }
        about
    }

    /// The noun phrase that begins behind the number: `902 domestic burglaries of shops`.
    fn own_noun(&self) -> Option<About> {
        let claim = self.claim();
        let counts = matches!(claim.kind, ClaimKind::Count | ClaimKind::PerHead(_) | ClaimKind::PerTime(_));
        let mut at = if counts { claim.figure.end } else { claim.end };
        let mut part = false;
        // "Six or 11 per cent were robberies".
        let again =
            self.claims.get(self.at + 1).filter(|next| counts && self.text.is(at, &["or"]) && next.start <= at + 2);
        // "Just under 1 million (976,000) incidents": both count incidents.
        if counts && self.text.is(at, &["("]) {
            let close = (at..at + 6).find(|&at| self.text.is(at, &[")"]));
            at = close.filter(|&close| self.in_a_figure(close - 1)).map_or(at, |close| close + 1);
        } else if counts && self.text.is(at, &[")"]) && self.text.is(claim.start.wrapping_sub(1), &["("]) {
            at += 1;
        }
        // "(381 out of 655 patients)": both count patients.
        let whole = self.claims.get(self.at + 1).filter(|next| {
            let mut gap = at..next.figure.start;
            counts
                && self.text.is(claim.start.wrapping_sub(1), &["("])
                && (1..=3).contains(&gap.len())
                && gap.all(|at| self.text.is(at, &["of", "out", "the", "/"]))
        });
        if let Some(next) = whole {
            at = next.figure.end;
        }
        if let Some(next) = again.filter(|next| self.text.is(next.figure.end, &["were", "was", "are"])) {
            at = next.figure.end + 1;
        }
        if counts && self.text.is(at, &["of"]) {
            part = true;
            at += 1;
            while self.text.is(at, &["the", "all", "these", "those", "its", "their"]) {
                at += 1;
            }
        } else if !counts {
            let share = matches!(claim.kind, ClaimKind::SharePerCent | ClaimKind::ShareFraction);
            // "a 12 per cent rise in burglaries", "12 per cent more burglaries".
            let more = matches!(self.text.word(at.wrapping_sub(1)), "more" | "fewer" | "less");
            let inside = self.text.is(at, &["in"]);
            if share || !(more || inside) {
                return None;
            }
            at += usize::from(inside);
            while self.class(at) == WordClass::Function && self.text.is(at, &["the", "a", "all", "its", "their"]) {
                at += 1;
            }
        }
        let limit = if again.or(whole).is_some() || at > claim.figure.end + 1 && counts && !part {
            self.line.tokens.end
        } else {
            self.next()
        }
        .min(at + 9);
        let (mut words, mut others) = (Vec::new(), Vec::new());
        while at < limit {
            let token = self.text.get(at);
            if token.kind == TokenKind::Sign {
                let inner = self.text.is(at, &["-", "‑", "“", "”", "\"", "‘", "’", "/"]);
                if !inner {
                    break;
                }
                at += 1;
                continue;
            }
            if let Some(end) = self.named(at) {
                if !words.is_empty() || self.text.get(at).class == WordClass::Time {
                    break;
                }
                at = end;
                continue;
            }
            if token.kind == TokenKind::Number {
                break;
            }
            match self.class(at) {
                WordClass::Content | WordClass::General | WordClass::Body | WordClass::Derived => {
                    if !words.is_empty() && self.is_participle(at) {
                        break;
                    }
                    words.push(at);
                }
                WordClass::Counting if !words.is_empty() => words.push(at),
                WordClass::Neutral | WordClass::Counting => {}
                WordClass::Verb | WordClass::Saying | WordClass::Time if words.is_empty() && self.leads_a_noun(at) => {}
                WordClass::Function if words.is_empty() && self.text.is(at, &["more", "fewer", "such", "further"]) => {}
                WordClass::Function if words.is_empty() && self.text.is(at, &["other", "additional", "extra"]) => {
                    others.push(at);
                }
                WordClass::Subordinator if self.joins(at) && !words.is_empty() => {}
                _ => break,
            }
            at += 1;
        }
        // "402 were seriously injured", "44 involved a weapon": what is said of them says what they are.
        if words.is_empty() && counts && !part && at == claim.figure.end {
            let says = self.text.is(at, &["were", "was", "are", "is", "had", "went", "had", "have", "led"])
                || self.text.get(at).class == WordClass::Content && self.text.word(at).ends_with("ed");
            let said = self.complements(at, false).1;
            if !says || said.is_empty() {
                return None;
            }
            return Some(About {
                head: said.first().copied(),
                own: said.len(),
                words: said,
                extra: Vec::new(),
                part,
                rule: AboutRule::OwnNoun,
            });
        }
        let head = words.last().copied()?;
        // "a survey of 1,200 people": those who were asked.
        let asked = claim.start.wrapping_sub(2);
        if self.text.is(claim.start.wrapping_sub(1), &["of"])
            && self.text.is(asked, &["survey", "poll", "sample", "panel", "study", "group"])
        {
            words.push(asked);
        }
        let (of, mut extra) = self.complements(at, true);
        words.extend(of);
        extra.extend(others);
        // "Sixty of the 97 offences had no suspect": that is said of the sixty.
        let whole = self.at.checked_sub(1).is_some_and(|before| {
            let mut gap = self.claims[before].figure.end..claim.start;
            !gap.is_empty()
                && gap.len() <= 4
                && gap.all(|at| self.text.is(at, &["of", "out", "the", "its", "all", "these"]))
        });
        if whole {
            extra.clear();
        }
        // "Officers solved 902 burglaries": the verb may narrow what is counted.
        let verb = claim.start.checked_sub(1).filter(|at| *at >= self.line.tokens.start);
        extra.extend(verb.filter(|&at| {
            let token = self.text.get(at);
            token.class == WordClass::Content && !token.capital && token.word.ends_with("ed")
        }));
        Some(About { own: words.len(), words, head: Some(head), extra, part, rule: AboutRule::OwnNoun })
    }

    /// Whether the verb before the figure says that it is a part that its subject makes up.
    fn is_made_up(&self) -> bool {
        let start = self.claim().start;
        (start.saturating_sub(3).max(self.line.tokens.start)..start).any(|at| {
            const VERBS: [&str; 12] = [
                "accounted",
                "account",
                "accounts",
                "made",
                "makes",
                "make",
                "caused",
                "comprised",
                "formed",
                "led",
                "represented",
                "produced",
            ];
            self.text.is(at, &VERBS)
        })
    }

    /// Whether "recorded" and the like stand before a noun: "recorded crimes", not "recorded in".
    fn leads_a_noun(&self, at: usize) -> bool {
        let next = self.text.get(at + 1);
        next.kind == TokenKind::Word
            && matches!(next.class, WordClass::Content | WordClass::General | WordClass::Neutral)
    }

    /// Whether `and` joins two nouns here: "stop and searches", but not "burglaries and detectives were".
    fn joins(&self, at: usize) -> bool {
        let (next, then) = (self.text.get(at + 1), self.text.get(at + 2));
        let goes_on = matches!(then.class, WordClass::Verb | WordClass::Saying)
            || self.text.is(at + 2, &["is", "are", "was", "were", "has", "have", "had", "will"]);
        let noun = next.kind == TokenKind::Word
            && matches!(next.class, WordClass::Content | WordClass::General | WordClass::Neutral);
        self.text.is(at, &["and", "or"]) && noun && !goes_on && self.named(at + 1).is_none()
    }

    /// A participle behind its noun: "burglaries solved in Kent".
    fn is_participle(&self, at: usize) -> bool {
        let word = self.text.word(at);
        let ending = word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("en"));
        let next = self.text.get(at + 1);
        let ends = next.kind == TokenKind::Sign
            || matches!(next.class, WordClass::Preposition | WordClass::Subordinator | WordClass::Time)
            || self.named(at + 1).is_some();
        ending && ends
    }

    /// The complements behind a noun or a number: what `of` adds to the noun, and all other words that may narrow it.
    fn complements(&self, start: usize, after_noun: bool) -> (Vec<usize>, Vec<usize>) {
        let (mut of, mut extra) = (Vec::new(), Vec::new());
        let limit = self.next().min(start + 16);
        let mut at = start;
        let mut in_of = after_noun && self.text.is(start, &["of"]);
        while at < limit {
            if let Some(end) = self.named(at) {
                (at, in_of) = (end, false);
                continue;
            }
            if let Some([number, unit]) = self.length(at) {
                let into = if in_of { &mut of } else { &mut extra };
                into.extend([unit].into_iter().chain((!self.text.is(number, &["an"])).then_some(number)));
            }
            let token = self.text.get(at);
            match token.kind {
                TokenKind::Sign if self.text.is(at, &["-", "‑", "“", "”", "\"", "‘", "’", "&", "/"]) => {}
                TokenKind::Sign => break,
                TokenKind::Number => {}
                TokenKind::Word => match token.class {
                    WordClass::Subordinator if self.text.is(at, &["where"]) => in_of = false,
                    WordClass::Subordinator
                        if self.joins(at) && [of.last(), extra.last()].contains(&Some(&(at - 1))) => {}
                    WordClass::Subordinator | WordClass::Saying => break,
                    WordClass::Function
                        if self.text.is(
                            at,
                            &["than", "compared", "compare", "compares", "versus", "up", "down", "however"],
                        ) =>
                    {
                        break;
                    }
                    WordClass::Preposition if at > start => in_of = in_of && self.text.is(at, &["of"]),
                    // "Reports of found bicycles": here it is an adjective.
                    WordClass::Verb => in_of = in_of && self.text.is(at - 1, &["of"]) && self.leads_a_noun(at),
                    // "179 offences per 100,000 population".
                    _ if self.is_denominator(at) => {}
                    WordClass::Content | WordClass::Derived => {
                        // "recorded by Kent Police": a name is no complement.
                        let name = token.capital && at > self.line.tokens.start;
                        if in_of {
                            of.push(at);
                        } else if !name {
                            extra.push(at);
                        }
                    }
                    _ => {}
                },
            }
            at += 1;
        }
        (of, extra)
    }

    /// The words of the nearest stretch of the clause before the claim that names something.
    fn subject(&self) -> Option<About> {
        let claim = self.claim();
        let from = match self.at.checked_sub(1) {
            Some(before) => self.claims[before].figure.end.max(self.line.tokens.start),
            None => self.line.tokens.start,
        };
        let mut words: Vec<usize> = Vec::new();
        let mut at = claim.start.min(claim.figure.start);
        // From right to left, so that the nearest stretch is found first.
        while at > from {
            at -= 1;
            if let Some([number, unit]) = self.length(at) {
                words.push(unit);
                if !self.text.is(number, &["an"]) {
                    words.push(number);
                }
                continue;
            }
            if self.named(at).is_some() || self.in_a_figure(at) || self.is_denominator(at) {
                continue;
            }
            let token = self.text.get(at);
            if self.bounds_clause(at, from) {
                if !words.is_empty() {
                    break;
                }
                continue;
            }
            if token.kind != TokenKind::Word {
                continue;
            }
            let says = match self.class(at) {
                WordClass::Content => !self.is_a_name(at),
                WordClass::General | WordClass::Counting | WordClass::Derived => true,
                // "police numbers": those who count are counted.
                WordClass::Body => {
                    let counted = self.text.is(at + 1, &["numbers", "levels", "number"]);
                    let leads = self.class(at + 1) != WordClass::Counting
                        && !self.text.is(at.wrapping_sub(1), &["the", "a", "its"])
                        && !token.capital
                        && self.named(at.wrapping_sub(1)).is_none();
                    words.last() == Some(&(at + 1)) && (counted || leads)
                }
                _ => false,
            };
            if says {
                words.push(at);
            }
        }
        words.reverse();
        let head = words.iter().copied().find(|&at| {
            let class = self.class(at);
            let next = self.text.get(at + 1);
            class == WordClass::Content && next.class != WordClass::Content
        });
        (!words.is_empty()).then(|| About {
            head: head.or(words.last().copied()),
            own: words.len(),
            words,
            extra: Vec::new(),
            part: false,
            rule: AboutRule::Subject,
        })
    }

    /// Capitalised within a sentence and not before a noun: a name, which counts nothing.
    fn is_a_name(&self, at: usize) -> bool {
        let next = self.text.get(at + 1);
        let leads = next.kind == TokenKind::Word
            && !next.capital
            && matches!(next.class, WordClass::Content | WordClass::General | WordClass::Counting);
        self.text.get(at).capital && at > self.line.tokens.start && !leads
    }

    /// Whether a clause begins or ends at a token.
    fn bounds_clause(&self, at: usize, from: usize) -> bool {
        let token = self.text.get(at);
        match token.kind {
            TokenKind::Sign => !self.text.is(at, &["-", "‑", "“", "”", "\"", "‘", "’", "&", "/"]),
            TokenKind::Number => false,
            TokenKind::Word => match token.class {
                // "and" joins clauses if a verb or a figure stands before it, nouns otherwise.
                WordClass::Subordinator if self.text.is(at, &["and", "or"]) => {
                    let moved = |at: usize| super::movement::direction(self.text.word(at)).is_some();
                    let says = |at: usize| matches!(self.class(at), WordClass::Verb | WordClass::Saying);
                    from > self.line.tokens.start || (from..at).any(moved) || (from..at).any(says) && !self.joins(at)
                }
                WordClass::Subordinator => true,
                WordClass::Saying => !matches!(self.class(at + 1), WordClass::General),
                _ => {
                    // "…, with burglaries up 7 per cent".
                    self.text.is(at, &["with"]) && self.text.is(at.wrapping_sub(1), &[","])
                        || self.text.is(at, &["that", "which", "who"])
                }
            },
        }
    }

    /// Whether this sentence, without a noun of its own, goes on from an earlier one.
    fn goes_on(&self, sentence: usize) -> bool {
        let first = self.line.tokens.start;
        let pronoun = self.text.is(first, &["that", "this", "it", "these", "those", "they", "which"]);
        let change = !matches!(self.claim().kind, ClaimKind::Count);
        let before = sentence + 1 == self.line.sentence;
        before && (pronoun || change || self.line.tokens.len() < 16)
    }
}
